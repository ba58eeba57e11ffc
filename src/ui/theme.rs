//! Roles and the colours they take: the terminal's own 16 by default, two truecolor themes, none.
//!
//! Meaning never rests on colour alone: every role that matters has an attribute or a sign, too.

use ratatui::style::{Color, Modifier, Style};

use crate::app::Options;

mod signs;

pub use signs::Signs;
use signs::{ASCII, UNICODE};

/// What a colour stands for, in one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// `Reset` leaves the terminal's own.
    pub background: Color,
    pub text: Color,
    /// Second to the text: numbers, sources, hints. Not faint.
    pub second: Color,
    pub rule: Color,
    pub accent: Color,
    pub error: Color,
    pub hit_background: Color,
    pub hit_text: Color,
    /// Behind highlighted text, by the kind of highlight; the text is as in a hit.
    pub highlights: [Color; 4],
    pub selected_background: Color,
    pub selected_text: Color,
    pub episodes: [Color; 8],
}

const fn rgb(hex: u32) -> Color {
    Color::Rgb((hex >> 16) as u8, (hex >> 8 & 0xff) as u8, (hex & 0xff) as u8)
}

/// The terminal's colours on a dark background.
pub const TERMINAL_DARK: Palette = Palette {
    background: Color::Reset,
    text: Color::Reset,
    second: Color::Gray,
    rule: Color::DarkGray,
    accent: Color::LightCyan,
    error: Color::LightRed,
    hit_background: Color::Yellow,
    hit_text: Color::Black,
    highlights: [Color::Green, Color::LightBlue, Color::LightYellow, Color::Gray],
    selected_background: Color::Cyan,
    selected_text: Color::Black,
    episodes: [
        Color::LightYellow,
        Color::LightCyan,
        Color::LightGreen,
        Color::White,
        Color::LightYellow,
        Color::LightCyan,
        Color::LightGreen,
        Color::White,
    ],
};

/// The terminal's colours on a light background.
pub const TERMINAL_LIGHT: Palette = Palette {
    background: Color::Reset,
    text: Color::Reset,
    second: Color::Reset,
    rule: Color::DarkGray,
    accent: Color::Blue,
    error: Color::Red,
    hit_background: Color::Yellow,
    hit_text: Color::Black,
    highlights: [Color::Green, Color::LightBlue, Color::LightYellow, Color::Gray],
    selected_background: Color::Blue,
    selected_text: Color::White,
    episodes: [
        Color::Red,
        Color::Blue,
        Color::Magenta,
        Color::Black,
        Color::Red,
        Color::Blue,
        Color::Magenta,
        Color::Black,
    ],
};

/// Warm paper-white on slate.
pub const DARK: Palette = Palette {
    background: rgb(0x0016_1a20),
    text: rgb(0x00e6_e1d6),
    second: rgb(0x00a7_acb5),
    rule: rgb(0x0045_4c58),
    accent: rgb(0x008f_c8f0),
    error: rgb(0x00ff_9a8a),
    hit_background: rgb(0x00e8_c264),
    hit_text: rgb(0x0016_1a20),
    highlights: [rgb(0x009c_d67f), rgb(0x0080_c7e8), rgb(0x00d9_a6e8), rgb(0x00f2_b28e)],
    selected_background: rgb(0x002d_4a63),
    selected_text: rgb(0x00f4_f1ea),
    episodes: [
        rgb(0x00f0_b866),
        rgb(0x0080_c7e8),
        rgb(0x009c_d67f),
        rgb(0x00d9_a6e8),
        rgb(0x00f2_9c8e),
        rgb(0x0070_d6c0),
        rgb(0x00d6_d26a),
        rgb(0x00b5_b8f5),
    ],
};

/// Ink on warm paper.
pub const LIGHT: Palette = Palette {
    background: rgb(0x00fb_f8f1),
    text: rgb(0x0023_272e),
    second: rgb(0x0056_5c66),
    rule: rgb(0x00bd_b7a8),
    accent: rgb(0x0014_5a96),
    error: rgb(0x00a8_2a1a),
    hit_background: rgb(0x00ff_d866),
    hit_text: rgb(0x0023_272e),
    highlights: [rgb(0x00d5_edc0), rgb(0x00c8_e4f7), rgb(0x00ec_d5f5), rgb(0x00ff_dcc4)],
    selected_background: rgb(0x00cf_e0ef),
    selected_text: rgb(0x0014_1a22),
    episodes: [
        rgb(0x0095_4a00),
        rgb(0x0010_5f8a),
        rgb(0x002f_6b1d),
        rgb(0x0078_2a8c),
        rgb(0x00a0_3020),
        rgb(0x0000_685a),
        rgb(0x0062_5f00),
        rgb(0x0045_48a8),
    ],
};

/// A palette with what the terminal and the reader want of it, and the signs to draw with.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    palette: Palette,
    colourless: bool,
    pub signs: &'static Signs,
}

impl Theme {
    pub fn of(options: &Options) -> Self {
        let palette = match (options.theme.as_str(), options.dark) {
            ("dark", _) => DARK,
            ("light", _) => LIGHT,
            (_, true) => TERMINAL_DARK,
            (_, false) => TERMINAL_LIGHT,
        };
        let signs = if options.ascii { &ASCII } else { &UNICODE };
        Self { palette, colourless: options.colourless, signs }
    }

    fn coloured(&self, text: Color) -> Style {
        if self.colourless { Style::new() } else { Style::new().fg(text) }
    }

    pub fn text(&self) -> Style {
        if self.colourless {
            return Style::new();
        }
        Style::new().fg(self.palette.text).bg(self.palette.background)
    }

    pub fn second(&self) -> Style {
        self.coloured(self.palette.second)
    }

    pub fn rule(&self) -> Style {
        self.coloured(self.palette.rule)
    }

    pub fn accent(&self) -> Style {
        self.coloured(self.palette.accent)
    }

    /// Titles of what has the focus.
    pub fn strong(&self) -> Style {
        self.accent().add_modifier(Modifier::BOLD)
    }

    pub fn bold(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// A summary of passages; a sign stands before it.
    pub fn summary(&self) -> Style {
        Style::new().add_modifier(Modifier::ITALIC)
    }

    /// What the reader rejected; a sign stands beside it.
    pub fn struck(&self) -> Style {
        Style::new().add_modifier(Modifier::CROSSED_OUT)
    }

    pub fn error(&self) -> Style {
        self.coloured(self.palette.error).add_modifier(Modifier::BOLD)
    }

    pub fn episode(&self, index: usize) -> Style {
        self.coloured(self.palette.episodes[index % 8])
    }

    /// Words that carry a match.
    pub fn lit(&self) -> Style {
        self.accent().add_modifier(Modifier::UNDERLINED)
    }

    pub fn hit(&self) -> Style {
        if self.colourless {
            return Style::new().add_modifier(Modifier::REVERSED);
        }
        Style::new().fg(self.palette.hit_text).bg(self.palette.hit_background)
    }

    pub fn current_hit(&self) -> Style {
        self.hit().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// Words that a note is on; a sign stands in the margin.
    pub fn noted(&self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    /// Highlighted words, by the kind of highlight, counted from 1; a sign stands in the margin.
    pub fn highlighted(&self, kind: u8) -> Style {
        if self.colourless {
            return self.noted();
        }
        let behind = self.palette.highlights[Signs::highlight(kind)];
        self.noted().fg(self.palette.hit_text).bg(behind)
    }

    pub fn selected(&self) -> Style {
        if self.colourless {
            return Style::new().add_modifier(Modifier::REVERSED);
        }
        Style::new().fg(self.palette.selected_text).bg(self.palette.selected_background)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance by WCAG 2.
    fn luminance(hex: (u8, u8, u8)) -> f64 {
        let linear = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(hex.0) + 0.7152 * linear(hex.1) + 0.0722 * linear(hex.2)
    }

    fn contrast(a: (u8, u8, u8), b: (u8, u8, u8)) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn of_rgb(color: Color) -> (u8, u8, u8) {
        match color {
            Color::Rgb(red, green, blue) => (red, green, blue),
            other => panic!("{other:?} is no truecolor"),
        }
    }

    #[test]
    fn truecolor_themes_can_be_read() {
        for palette in [DARK, LIGHT] {
            let background = of_rgb(palette.background);
            let against = |color| contrast(of_rgb(color), background);
            assert!(against(palette.text) >= 7.0, "text {}", against(palette.text));
            for color in [palette.second, palette.accent, palette.error].into_iter().chain(palette.episodes) {
                assert!(against(color) >= 4.5, "{color:?} {}", against(color));
            }
            for behind in [palette.hit_background].into_iter().chain(palette.highlights) {
                assert!(contrast(of_rgb(palette.hit_text), of_rgb(behind)) >= 7.0, "{behind:?}");
            }
            assert!(contrast(of_rgb(palette.selected_text), of_rgb(palette.selected_background)) >= 7.0);
        }
    }

    /// The 16 colours of well-known terminals, black to bright white, and their usual dark and
    /// light backgrounds.
    const PALETTES: [(&str, [u32; 16], u32, u32); 4] = [
        (
            "VGA",
            [
                0x00_0000, 0xaa_0000, 0x00_aa00, 0xaa_5500, 0x00_00aa, 0xaa_00aa, 0x00_aaaa, 0xaa_aaaa,
                0x55_5555, 0xff_5555, 0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff,
            ],
            0x00_0000,
            0xff_ffff,
        ),
        (
            "xterm",
            [
                0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5,
                0x7f_7f7f, 0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
            ],
            0x00_0000,
            0xff_ffff,
        ),
        (
            "Tango",
            [
                0x00_0000, 0xcc_0000, 0x4e_9a06, 0xc4_a000, 0x34_65a4, 0x75_507b, 0x06_989a, 0xd3_d7cf,
                0x55_5753, 0xef_2929, 0x8a_e234, 0xfc_e94f, 0x72_9fcf, 0xad_7fa8, 0x34_e2e2, 0xee_eeec,
            ],
            0x00_0000,
            0xff_ffff,
        ),
        (
            "Campbell",
            [
                0x0c_0c0c, 0xc5_0f1f, 0x13_a10e, 0xc1_9c00, 0x00_37da, 0x88_1798, 0x3a_96dd, 0xcc_cccc,
                0x76_7676, 0xe7_4856, 0x16_c60c, 0xf9_f1a5, 0x3b_78ff, 0xb4_009e, 0x61_d6d6, 0xf2_f2f2,
            ],
            0x0c_0c0c,
            0xff_ffff,
        ),
    ];

    fn of_terminal(color: Color, colours: &[u32; 16], text: u32) -> (u8, u8, u8) {
        let hex = match color {
            Color::Reset => text,
            Color::Black => colours[0],
            Color::Red => colours[1],
            Color::Green => colours[2],
            Color::Yellow => colours[3],
            Color::Blue => colours[4],
            Color::Magenta => colours[5],
            Color::Cyan => colours[6],
            Color::Gray => colours[7],
            Color::DarkGray => colours[8],
            Color::LightRed => colours[9],
            Color::LightGreen => colours[10],
            Color::LightYellow => colours[11],
            Color::LightBlue => colours[12],
            Color::LightMagenta => colours[13],
            Color::LightCyan => colours[14],
            Color::White => colours[15],
            other => panic!("{other:?} is not one of 16"),
        };
        ((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
    }

    #[test]
    fn the_terminals_own_colours_can_be_read() {
        for (name, colours, dark, light) in PALETTES {
            for (palette, background, text) in
                [(TERMINAL_DARK, dark, colours[7]), (TERMINAL_LIGHT, light, colours[0])]
            {
                let resolve = |color| of_terminal(color, &colours, text);
                let background = of_terminal(Color::Reset, &colours, background);
                let against = |color| contrast(resolve(color), background);
                assert!(against(palette.text) >= 7.0, "{name}: text {:.1}", against(palette.text));
                for color in
                    [palette.second, palette.accent, palette.error].into_iter().chain(palette.episodes)
                {
                    assert!(against(color) >= 4.5, "{name}: {color:?} {:.1}", against(color));
                }
                let highlights = palette.highlights.map(|behind| (palette.hit_text, behind));
                for (text, behind) in [
                    (palette.hit_text, palette.hit_background),
                    (palette.selected_text, palette.selected_background),
                ]
                .into_iter()
                .chain(highlights)
                {
                    let found = contrast(resolve(text), resolve(behind));
                    assert!(found >= 4.0, "{name}: {text:?} on {behind:?} {found:.1}");
                }
            }
        }
    }

    #[test]
    fn without_colour_no_style_has_any() {
        let options = Options { colourless: true, ..Options::default() };
        let theme = Theme::of(&options);
        let styles = [
            theme.text(),
            theme.second(),
            theme.rule(),
            theme.accent(),
            theme.strong(),
            theme.error(),
            theme.episode(0),
            theme.lit(),
            theme.hit(),
            theme.current_hit(),
            theme.highlighted(1),
            theme.selected(),
        ];
        for style in styles {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }
}
