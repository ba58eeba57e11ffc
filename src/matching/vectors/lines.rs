//! Word vectors as text, as `GloVe` and `word2vec` write them.

use std::collections::HashMap;

use super::{Table, VectorsError};

/// A row for each line, and which row a word has. The first of equal words counts.
pub(super) fn read(text: &[u8]) -> Result<(Table, HashMap<String, u32>), VectorsError> {
    let (mut table, mut words) = (Table::default(), HashMap::new());
    for (number, line) in (1..).zip(text.split(|&byte| byte == b'\n')) {
        let problem = |problem: String| VectorsError::Line { line: number, problem };
        let line = std::str::from_utf8(line).map_err(|_| problem("it is not UTF-8".to_owned()))?.trim();
        let (word, numbers) = line.split_once([' ', '\t']).unwrap_or((line, ""));
        let is_head = number == 1 && word.parse::<u64>().is_ok() && numbers.trim().parse::<u64>().is_ok();
        if line.is_empty() || is_head {
            continue;
        }
        let start = table.numbers.len();
        for number in numbers.split_ascii_whitespace() {
            let value = number.parse::<f32>().ok().filter(|value| value.is_finite());
            table.numbers.push(value.ok_or_else(|| problem(format!("'{}' is no number", shown(number))))?);
        }
        let width = table.numbers.len() - start;
        if width == 0 {
            return Err(problem("no number follows the word".to_owned()));
        }
        if table.width != 0 && table.width != width {
            return Err(problem(format!("{width} numbers, not {} as before", table.width)));
        }
        table.width = width;
        words.entry(word.to_owned()).or_insert((start / width) as u32);
    }
    if words.is_empty() {
        return Err(VectorsError::Line {
            line: 1,
            problem: "there are no word vectors in the file".to_owned(),
        });
    }
    Ok((table, words))
}

/// The beginning of what may be a whole file.
fn shown(text: &str) -> String {
    text.chars().take(20).collect()
}
