//! A small reader on the shell, to try the terminal with.
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};
use triptych::app::event::{Effect, Event, MouseKind};
use triptych::app::key::{Key, KeyCode};
use triptych::tui::screen::Depth;
use triptych::tui::{Inbox, Options, Waker, run};

struct Probe {
    lines: Vec<String>,
    top: usize,
    rows: usize,
    panes: usize,
    last: String,
    waker: Waker,
    typing: Option<String>,
}

impl Probe {
    fn update(&mut self, event: Event) -> Vec<Effect> {
        let page = self.rows.saturating_sub(2);
        self.last = format!("{event:?}").chars().take(60).collect();
        if let Some(path) = std::env::var_os("PROBE_LOG") {
            use std::io::Write;
            let mut f = std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
            writeln!(f, "{}", self.last).unwrap();
        }
        match event {
            Event::Resize { rows, .. } => self.rows = usize::from(rows),
            Event::Mouse(m) if m.kind == MouseKind::WheelDown => self.top += 3,
            Event::Mouse(m) if m.kind == MouseKind::WheelUp => self.top = self.top.saturating_sub(3),
            Event::Key(key) => return self.key(key, page),
            _ => {}
        }
        self.top = self.top.min(self.lines.len().saturating_sub(1));
        vec![]
    }

    fn key(&mut self, key: Key, page: usize) -> Vec<Effect> {
        match (key.code, key.ctrl) {
            (KeyCode::Char('q'), false) => return vec![Effect::Quit],
            (KeyCode::Char('z'), true) => return vec![Effect::Suspend],
            (KeyCode::Char('l'), true) => return vec![Effect::Redraw],
            (KeyCode::Char('y'), false) => return vec![Effect::Copy(self.lines[self.top].clone())],
            (KeyCode::Char('P'), false) => panic!("on purpose \u{1b}[31m"),
            (KeyCode::Char('W'), false) => {
                self.waker.spawn("worker", |_| panic!("worker on purpose \u{1b}[31m")).unwrap();
            }
            (KeyCode::Char('j') | KeyCode::Down, _) => self.top += 1,
            (KeyCode::Char('k') | KeyCode::Up, _) => self.top = self.top.saturating_sub(1),
            (KeyCode::Char('f' | ' ') | KeyCode::PageDown, _) => self.top += page,
            (KeyCode::Char('b') | KeyCode::PageUp, _) => self.top = self.top.saturating_sub(page),
            (KeyCode::Char('G') | KeyCode::End, _) => self.top = self.lines.len().saturating_sub(page),
            (KeyCode::Char('g') | KeyCode::Home, _) => self.top = 0,
            (KeyCode::Char('/'), _) => self.typing = Some(String::new()),
            (KeyCode::Escape, _) => self.typing = None,
            _ => {}
        }
        self.top = self.top.min(self.lines.len().saturating_sub(1));
        vec![]
    }

    fn draw(&self, buffer: &mut Buffer) -> Option<(u16, u16)> {
        let area = buffer.area;
        let width = usize::from(area.width) / self.panes;
        for pane in 0..self.panes {
            let x = (pane * width) as u16;
            for y in 1..area.height.saturating_sub(1) {
                let at = self.top + usize::from(y) - 1 + pane * 1000;
                if let Some(line) = self.lines.get(at) {
                    buffer.set_stringn(x, y, line, width.saturating_sub(2), Style::new());
                }
            }
        }
        let bar = Style::new().add_modifier(Modifier::REVERSED);
        buffer.set_stringn(
            0,
            0,
            format!("{:1$}", "probe", usize::from(area.width)),
            usize::from(area.width),
            bar,
        );
        let status = format!("{} {}", self.top, self.last);
        buffer.set_stringn(0, area.height - 1, status, usize::from(area.width), Style::new().fg(Color::Blue));
        self.typing.as_ref().map(|_| (0, area.height - 1))
    }
}

fn main() -> std::process::ExitCode {
    let mut args = std::env::args().skip(1);
    let text = args
        .next()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .unwrap_or_else(|| "hello\n".repeat(100));
    let panes = args.next().map_or(1, |n| n.parse().unwrap());
    let (waker, inbox) = Inbox::new().unwrap();
    let mut probe = Probe {
        lines: text.lines().map(str::to_owned).collect(),
        top: 0,
        rows: 0,
        panes,
        last: String::new(),
        waker,
        typing: None,
    };
    let depth = Depth::from_environment(|name| std::env::var(name).ok());
    let options = Options { mouse: true, ask_background: true, depth };
    match run(&mut probe, inbox, options, Probe::update, Probe::draw) {
        Ok(_) => 0.into(),
        Err(error) => {
            eprintln!("{error:#}");
            2.into()
        }
    }
}
