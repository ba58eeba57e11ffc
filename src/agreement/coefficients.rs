//! Coefficients of agreement on nominal values: counts in, numbers out.

/// How often two readers gave which pair of values: rows are the first reader's, columns the
/// second's.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    values: usize,
    counts: Vec<u64>,
}

impl Table {
    /// For values numbered from 0 to below `values`.
    pub fn new(values: usize) -> Self {
        Self { values, counts: vec![0; values * values] }
    }

    pub fn add(&mut self, a: usize, b: usize, times: u64) {
        self.counts[a * self.values + b] += times;
    }

    pub fn count(&self, a: usize, b: usize) -> u64 {
        self.counts[a * self.values + b]
    }

    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The share of units with the same value; `None` without units.
    pub fn observed(&self) -> Option<f64> {
        let same: u64 = (0..self.values).map(|value| self.count(value, value)).sum();
        ratio(same as f64, self.total() as f64)
    }

    /// Cohen's kappa (Cohen 1960): agreement beyond what two readers reach who give their values
    /// as often as these and by chance. `None` where both gave one and the same value throughout:
    /// there is nothing to agree on beyond chance.
    pub fn kappa(&self) -> Option<f64> {
        let (observed, total) = (self.observed()?, self.total() as f64);
        let row = |value| (0..self.values).map(|other| self.count(value, other)).sum::<u64>() as f64;
        let column = |value| (0..self.values).map(|other| self.count(other, value)).sum::<u64>() as f64;
        let expected: f64 = (0..self.values).map(|value| row(value) * column(value)).sum::<f64>();
        let expected = expected / (total * total);
        ratio(observed - expected, 1.0 - expected)
    }

    /// Krippendorff's alpha of two readers who both gave a value to each unit.
    pub fn alpha(&self) -> Option<f64> {
        let mut coincidences = Coincidences::new(self.values);
        for a in 0..self.values {
            for b in 0..self.values {
                coincidences.add_pair(a, b, self.count(a, b) as f64);
            }
        }
        coincidences.alpha()
    }
}

/// Krippendorff's matrix of coincidences, for any number of readers and units that some of them
/// left out (Krippendorff 2011, *Computing Krippendorff's Alpha-Reliability*).
#[derive(Clone, Debug, PartialEq)]
pub struct Coincidences {
    values: usize,
    counts: Vec<f64>,
}

impl Coincidences {
    /// For values numbered from 0 to below `values`.
    pub fn new(values: usize) -> Self {
        Self { values, counts: vec![0.0; values * values] }
    }

    /// Adds what the readers said of one unit; `None` for a reader who left it out. A unit with
    /// fewer than two values says nothing on agreement.
    pub fn add_unit(&mut self, said: &[Option<usize>]) {
        let given: Vec<usize> = said.iter().copied().flatten().collect();
        let weight = 1.0 / (given.len().saturating_sub(1).max(1)) as f64;
        for (at, &value) in given.iter().enumerate() {
            for (_, &other) in given.iter().enumerate().filter(|&(other, _)| other != at) {
                self.counts[value * self.values + other] += weight;
            }
        }
    }

    /// Adds `times` units of which two readers said `a` and `b`.
    fn add_pair(&mut self, a: usize, b: usize, times: f64) {
        self.counts[a * self.values + b] += times;
        self.counts[b * self.values + a] += times;
    }

    /// Alpha for nominal values: 1 less the observed over the expected disagreement. `None` where
    /// all values are the same.
    pub fn alpha(&self) -> Option<f64> {
        let total: f64 = self.counts.iter().sum();
        let of_value = |value: usize| (0..self.values).map(|k| self.counts[value * self.values + k]).sum();
        let totals: Vec<f64> = (0..self.values).map(of_value).collect();
        let same: f64 = (0..self.values).map(|value| self.counts[value * self.values + value]).sum();
        let squares: f64 = totals.iter().map(|one| one * one).sum();
        let expected = ratio(total * total - squares, total - 1.0)?;
        ratio(total - same, expected).map(|disagreement| 1.0 - disagreement)
    }
}

fn ratio(above: f64, below: f64) -> Option<f64> {
    (below.abs() > f64::EPSILON).then(|| above / below)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[u64]]) -> Table {
        let mut table = Table::new(rows.len());
        for (a, row) in rows.iter().enumerate() {
            for (b, &count) in row.iter().enumerate() {
                table.add(a, b, count);
            }
        }
        table
    }

    /// Each row is a reader; `.` is a unit that was left out.
    fn coincidences(readers: &[&str]) -> Coincidences {
        let rows: Vec<Vec<char>> = readers.iter().map(|row| row.replace(' ', "").chars().collect()).collect();
        let mut out = Coincidences::new(36);
        for unit in 0..rows[0].len() {
            let said: Vec<_> = rows.iter().map(|row| row[unit].to_digit(36).map(|n| n as usize)).collect();
            out.add_unit(&said);
        }
        out
    }

    fn check(found: Option<f64>, published: f64, decimals: i32) {
        let found = found.unwrap();
        assert!((found - published).abs() < 0.5 * 10_f64.powi(-decimals), "{found} is not {published}");
    }

    /// Two raters of a hundred people: Fleiss 1981, *Statistical Methods for Rates and
    /// Proportions*, 2nd ed., table 13.1 and its collapse into each diagnosis against the others.
    #[test]
    fn kappa_is_that_of_fleiss() {
        check(table(&[&[75, 1, 4], &[5, 4, 1], &[0, 0, 10]]).kappa(), 0.68, 2);
        check(table(&[&[75, 5], &[5, 15]]).kappa(), 0.69, 2);
        check(table(&[&[4, 6], &[1, 89]]).kappa(), 0.50, 2);
        check(table(&[&[10, 0], &[5, 85]]).kappa(), 0.77, 2);
    }

    /// Krippendorff 2011, parts A (binary), B (nominal) and C (nominal, four observers, values
    /// missing).
    #[test]
    fn alpha_is_that_of_krippendorff() {
        check(coincidences(&["0100000010", "1110010000"]).alpha(), 0.095, 3);
        check(coincidences(&["aabbdcccedda", "babbbccceddd"]).alpha(), 0.692, 3);
        let four = ["1233214 12...", "1233224 125.3", ".3332342251.", "12332441251."];
        let four: Vec<String> = four.iter().map(|row| row.replace(' ', "")).collect();
        let four: Vec<&str> = four.iter().map(|row| &row[..12]).collect();
        check(coincidences(&four).alpha(), 0.743, 3);
    }

    #[test]
    fn both_ways_to_alpha_are_one() {
        let pairs = table(&[&[3, 1, 0], &[2, 5, 1], &[0, 0, 4]]);
        let mut units = Coincidences::new(3);
        for (a, b) in (0..3).flat_map(|a| (0..3).map(move |b| (a, b))) {
            (0..pairs.count(a, b)).for_each(|_| units.add_unit(&[Some(a), Some(b), None]));
        }
        check(pairs.alpha(), units.alpha().unwrap(), 12);
    }

    #[test]
    fn readers_who_say_one_thing_throughout_have_no_coefficient() {
        assert_eq!(table(&[&[9, 0], &[0, 0]]).kappa(), None);
        assert_eq!(table(&[&[9, 0], &[0, 0]]).alpha(), None);
        assert_eq!(
            (Table::new(2).kappa(), Table::new(2).alpha(), Table::new(2).observed()),
            (None, None, None)
        );
        check(table(&[&[9, 0], &[0, 1]]).kappa(), 1.0, 9);
        check(table(&[&[9, 0], &[0, 1]]).alpha(), 1.0, 9);
    }
}
