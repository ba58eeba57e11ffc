//! The tabs above the panes, where not every pane has room: where each lies and what it says.

use crate::layout::Area;
use crate::text::display::width;

use super::App;

/// Widest a tab gets, in cells.
const WIDEST_TAB: usize = 26;

/// Cells of a tab with number and letter, and the one after it.
const SHORT_TAB: u16 = 6;

/// A pane's tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    pub pane: usize,
    pub area: Area,
    pub text: String,
}

impl App {
    /// All panes by number and letter, with their sources where all tabs fit so; none where every
    /// pane is on the screen.
    pub fn tabs(&self) -> Vec<Tab> {
        if self.reader.panes.len() <= self.reader.areas.len() {
            return Vec::new();
        }
        let long = self.tab_titles(true);
        let needed: usize = long.iter().map(|title| width(title).min(WIDEST_TAB) + 1).sum();
        let titles = if needed < usize::from(self.columns) { long } else { self.tab_titles(false) };
        let count = titles.len();
        let mut x = 1;
        let mut tabs = Vec::with_capacity(count);
        for (pane, text) in titles.into_iter().enumerate() {
            // Where even so there is no room, the tabs of the last panes stay on the screen.
            let after = (count - pane - 1) as u16 * SHORT_TAB;
            let room = self.columns.saturating_sub(x + 1 + after).min(WIDEST_TAB as u16);
            let area = Area::new(x, self.body.y, (width(&text) as u16).min(room), 1);
            x += area.width + 1;
            tabs.push(Tab { pane, area, text });
        }
        tabs
    }

    fn tab_titles(&self, long: bool) -> Vec<String> {
        let title = |(index, pane): (usize, &super::pane::Pane)| {
            let label = self.collection.label(pane.document);
            let cite =
                if long || index == self.reader.focus { format!("{} ", label.cite) } else { String::new() };
            format!(" {} {} {cite}", index + 1, label.letter)
        };
        self.reader.panes.iter().enumerate().map(title).collect()
    }
}
