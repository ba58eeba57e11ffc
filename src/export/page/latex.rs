//! A page as a LaTeX document: a long table on landscape paper, for pdflatex, xelatex and lualatex.

use std::fmt::Write as _;

use super::{Band, Entry, Page, Row};
use crate::export::escape::latex as escaped;

/// What stands before the text. A character that pdflatex has no letter for is printed as `?`; the
/// other two take what their font has.
const PREAMBLE: &str = include_str!("latex/preamble.tex");

impl Page {
    pub fn latex(&self) -> String {
        let mut out = String::from(PREAMBLE);
        out.push_str("\\begin{document}\n");
        if !self.title.is_empty() {
            let _ = writeln!(out, "\\section*{{{}}}", escaped(&self.title));
        }
        if !self.subtitle.is_empty() {
            let _ = writeln!(out, "{}\n", escaped(&self.subtitle));
        }
        for account in &self.accounts {
            let _ =
                write!(out, "\\noindent\\textbf{{{}}} {}", escaped(&account.letter), escaped(&account.title));
            if !account.source.is_empty() {
                let _ = write!(out, " {{\\small ({})}}", escaped(&account.source));
            }
            out.push_str("\\par\n");
        }
        self.long_table(&mut out);
        if let Some(note) = &self.note {
            let _ = writeln!(out, "\\noindent\\textit{{{}}}\n", escaped(note));
        }
        out.push_str("\\end{document}\n");
        out
    }

    fn long_table(&self, out: &mut String) {
        let count = self.columns.len().max(1);
        let _ = writeln!(
            out,
            "\\setlength{{\\accountwidth}}{{\\dimexpr(\\linewidth-0.14\\linewidth)/{count}-2\\tabcolsep\\relax}}"
        );
        let columns = "p{\\accountwidth}".repeat(count);
        let _ = writeln!(
            out,
            "\\begin{{longtable}}{{p{{\\dimexpr0.14\\linewidth-2\\tabcolsep\\relax}}{columns}}}"
        );
        out.push_str("\\toprule\n");
        for head in &self.columns {
            let _ = writeln!(
                out,
                "& \\textbf{{{}}}\\newline{{\\footnotesize {}}}",
                escaped(&head.title),
                escaped(&head.told)
            );
        }
        out.push_str("\\tabularnewline\n\\midrule\n\\endhead\n");
        for band in &self.bands {
            latex_band(band, count + 1, out);
        }
        out.push_str("\\bottomrule\n\\end{longtable}\n");
    }
}

fn latex_band(band: &Band, across: usize, out: &mut String) {
    let line = |style: &str, text: &str| {
        format!(
            "\\multicolumn{{{across}}}{{p{{\\dimexpr\\linewidth-2\\tabcolsep\\relax}}}}{{{style} {}}}\\tabularnewline\n",
            escaped(text)
        )
    };
    out.extend(band.title.iter().map(|title| line("\\bfseries", title)));
    out.extend(band.silence.iter().map(|silence| line("\\itshape", silence)));
    for row in &band.rows {
        latex_row(row, out);
    }
    out.extend(band.folded.iter().map(|folded| line("\\itshape\\small", folded)));
    out.push_str("\\midrule\n");
}

/// One line of the table for each passage of the fullest cell: a page can break between two lines
/// only, and a cell may be longer than a page.
fn latex_row(row: &Row, out: &mut String) {
    let label = row.label.iter().map(|label| escaped(label));
    let remarks = row.remarks.iter().map(|remark| format!("\\textit{{{}}}", escaped(remark)));
    let label = label.chain(remarks).collect::<Vec<_>>().join(" ");
    let lines = row.cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
    for line in 0..lines {
        let _ = writeln!(out, "{}", if line == 0 { &label } else { "" });
        for entries in &row.cells {
            let _ = writeln!(out, "& {}", entries.get(line).map(latex_entry).unwrap_or_default());
        }
        out.push_str("\\tabularnewline\n");
    }
}

fn latex_entry(entry: &Entry) -> String {
    let (text, source) = (escaped(&entry.text), escaped(&entry.source));
    let source = if source.is_empty() { source } else { format!("{{\\footnotesize ({source})}}") };
    [text, source].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
