//! What groups of passages share, added up quickly: what few of them tell is looked up, what many
//! tell is a bit of each.

use super::compared::Compared;

/// Groups that may tell a thing for it to bring two together: what more of them tell is counted,
/// but finds no candidates.
const MOST_TELLING: usize = 48;

/// What two groups share, added up.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    /// Of what each shared trait counts for, squared. Exact, so that the order does not matter.
    pub squares: f64,
    /// How far it shows that this is no chance.
    pub telling: u32,
}

impl Sum {
    pub fn and(self, other: Self) -> Self {
        Self { squares: self.squares + other.squares, telling: self.telling + other.telling }
    }
}

/// By number of a passage or trait: the groups that have it, ascending.
pub(super) struct Having {
    /// Where those of each number begin, and where the last end.
    starts: Vec<usize>,
    groups: Vec<u32>,
}

impl Having {
    pub fn new<'a>(numbers: usize, of_groups: impl Iterator<Item = &'a [u32]> + Clone) -> Self {
        let mut starts = vec![0; numbers + 1];
        for &number in of_groups.clone().flatten() {
            starts[number as usize + 1] += 1;
        }
        for number in 0..numbers {
            starts[number + 1] += starts[number];
        }
        let mut next = starts.clone();
        let mut groups = vec![0; starts[numbers]];
        for (at, told) in of_groups.enumerate() {
            for &number in told {
                groups[next[number as usize]] = at as u32;
                next[number as usize] += 1;
            }
        }
        Self { starts, groups }
    }

    fn of(&self, number: u32) -> &[u32] {
        &self.groups[self.starts[number as usize]..self.starts[number as usize + 1]]
    }

    /// The groups after one; none where many have it.
    pub fn few_after(&self, number: u32, at: usize) -> &[u32] {
        let groups = self.of(number);
        if groups.len() > MOST_TELLING {
            return &[];
        }
        &groups[groups.partition_point(|&group| group as usize <= at)..]
    }

    /// What many groups have.
    fn of_many(&self) -> impl Iterator<Item = u32> {
        (0..self.starts.len() as u32 - 1).filter(|&number| self.of(number).len() > MOST_TELLING)
    }
}

/// What many groups tell: a bit of each group for each trait.
pub(super) struct Common {
    adds: Vec<Sum>,
    bits: Vec<u64>,
    /// Words of bits that a group has.
    width: usize,
}

impl Common {
    pub fn new(compared: &Compared<'_>, having: &Having) -> Self {
        let numbers: Vec<u32> = having.of_many().collect();
        let width = numbers.len().div_ceil(64);
        let mut bits = vec![0; width * compared.count()];
        for (place, &number) in numbers.iter().enumerate() {
            for &group in having.of(number) {
                bits[group as usize * width + place / 64] |= 1 << (place % 64);
            }
        }
        Self { adds: numbers.into_iter().map(|number| compared.adds(number)).collect(), bits, width }
    }

    fn of(&self, group: usize) -> &[u64] {
        &self.bits[group * self.width..][..self.width]
    }

    /// What two groups share of it.
    pub fn shared(&self, a: usize, b: usize) -> Sum {
        let mut sum = Sum::default();
        for ((a, b), adds) in self.of(a).iter().zip(self.of(b)).zip(self.adds.chunks(64)) {
            let mut shared = a & b;
            while shared != 0 {
                sum = sum.and(adds[shared.trailing_zeros() as usize]);
                shared &= shared - 1;
            }
        }
        sum
    }
}

/// The groups that share with one what few tell, with what they share of it.
pub(super) struct Met {
    /// By group, while it is met.
    sums: Vec<Option<Sum>>,
    met: Vec<u32>,
}

impl Met {
    pub fn new(groups: usize) -> Self {
        Self { sums: vec![None; groups], met: Vec::new() }
    }

    /// Begins with another group.
    pub fn begin(&mut self) {
        for group in self.met.drain(..) {
            self.sums[group as usize] = None;
        }
    }

    pub fn add(&mut self, group: u32, adds: Sum) {
        let known = &mut self.sums[group as usize];
        if known.is_none() {
            self.met.push(group);
        }
        *known = Some(known.unwrap_or_default().and(adds));
    }

    /// All that were met, in order.
    pub fn in_order(&mut self) -> impl Iterator<Item = (usize, Sum)> {
        self.met.sort_unstable();
        self.met.iter().map(|&group| (group as usize, self.sums[group as usize].unwrap_or_default()))
    }
}
