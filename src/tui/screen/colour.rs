//! Colours as far as the terminal has them, and the numbers that select them.

use ratatui::style::Color;

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None: the reader asked for it with `NO_COLOR`.
    Mono,
    Ansi16,
    Ansi256,
    True,
}

/// Terminals with 24-bit colours that do not always say so in COLORTERM.
const TRUE_COLOUR: [&str; 7] = ["kitty", "alacritty", "foot", "wezterm", "ghostty", "contour", "direct"];

impl Depth {
    /// As the environment tells; `variable` looks a variable up.
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name| variable(name).unwrap_or_default();
        let term = get("TERM");
        if !get("NO_COLOR").is_empty() {
            Self::Mono
        } else if matches!(get("COLORTERM").as_str(), "truecolor" | "24bit")
            || TRUE_COLOUR.iter().any(|name| term.contains(name))
        {
            Self::True
        } else if term.contains("256") {
            Self::Ansi256
        } else {
            Self::Ansi16
        }
    }

    /// The nearest colour that the terminal has.
    pub(super) fn fit(self, colour: Color) -> Color {
        match (self, colour) {
            (Self::Mono, _) => Color::Reset,
            (Self::Ansi256, Color::Rgb(r, g, b)) => Color::Indexed(nearest_of_256([r, g, b])),
            (Self::Ansi16, Color::Rgb(r, g, b)) => named(nearest_of_16([r, g, b])),
            (Self::Ansi16, Color::Indexed(n)) => named(nearest_of_16(rgb_of_256(n))),
            _ => colour,
        }
    }
}

/// The colours that xterm has by default.
const SIXTEEN: [[u8; 3]; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

const NAMED: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

fn named(index: u8) -> Color {
    NAMED[usize::from(index % 16)]
}

/// Levels of the 6x6x6 cube.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

fn rgb_of_256(index: u8) -> [u8; 3] {
    match index {
        0..=15 => SIXTEEN[usize::from(index)],
        16..=231 => {
            let n = usize::from(index - 16);
            [LEVELS[n / 36], LEVELS[n / 6 % 6], LEVELS[n % 6]]
        }
        232..=255 => [8 + (index - 232) * 10; 3],
    }
}

/// The nearer of the nearest in the cube and the nearest grey, without a search: this is asked for
/// every cell of a frame.
fn nearest_of_256(wanted: [u8; 3]) -> u8 {
    let [r, g, b] = wanted.map(|value| match value {
        0..48 => 0,
        48..115 => 1,
        _ => (value - 35) / 40,
    });
    let cube = 16 + 36 * r + 6 * g + b;
    let mean = wanted.iter().map(|&value| u16::from(value)).sum::<u16>() / 3;
    let grey = 232 + (mean.saturating_sub(3) / 10).min(23) as u8;
    if distance(rgb_of_256(grey), wanted) < distance(rgb_of_256(cube), wanted) { grey } else { cube }
}

fn nearest_of_16(wanted: [u8; 3]) -> u8 {
    (0..16).min_by_key(|index| distance(rgb_of_256(*index), wanted)).unwrap_or(7)
}

fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

/// Appends the number that selects the colour; `base` is 30 for text, 40 for the background.
pub(super) fn push_code(colour: Color, base: u8, out: &mut Vec<u8>) {
    let code = match colour {
        Color::Reset => format!("{}", base + 9),
        Color::Indexed(n) => format!("{};5;{n}", base + 8),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
        _ => {
            let index = NAMED.iter().position(|c| *c == colour).unwrap_or(7) as u8;
            format!("{}", if index < 8 { base + index } else { base + 60 + index - 8 })
        }
    };
    out.extend_from_slice(code.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_tells_the_depth() {
        for (pairs, want) in [
            (vec![("TERM", "xterm")], Depth::Ansi16),
            (vec![("TERM", "xterm-256color")], Depth::Ansi256),
            (vec![("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], Depth::True),
            (vec![("TERM", "xterm-kitty")], Depth::True),
            (vec![("TERM", "xterm-kitty"), ("NO_COLOR", "1")], Depth::Mono),
        ] {
            let find = |name: &str| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
            assert_eq!(Depth::from_environment(find), want, "{pairs:?}");
        }
    }

    #[test]
    fn the_shortcut_is_as_near_as_a_search() {
        for n in 0..4096_u32 {
            let wanted = [(n >> 8) as u8 * 17, (n >> 4 & 15) as u8 * 17, (n & 15) as u8 * 17];
            let best = (16..=255).map(|index| distance(rgb_of_256(index), wanted)).min().unwrap();
            let found = distance(rgb_of_256(nearest_of_256(wanted)), wanted);
            assert!(found <= best + best / 3 + 75, "{wanted:?}: {found} against {best}");
        }
    }

    #[test]
    fn colours_are_fitted_to_what_there_is() {
        assert_eq!(Depth::Ansi256.fit(Color::Rgb(255, 0, 0)), Color::Indexed(196));
        assert_eq!(Depth::Ansi16.fit(Color::Rgb(250, 10, 0)), Color::LightRed);
        assert_eq!(Depth::Ansi16.fit(Color::Indexed(231)), Color::White);
        assert_eq!(Depth::Mono.fit(Color::Red), Color::Reset);
        assert_eq!(Depth::True.fit(Color::Rgb(1, 2, 3)), Color::Rgb(1, 2, 3));
    }
}
