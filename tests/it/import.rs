//! The shared test documents through import: the five originals block by block, good documents
//! against what they should give, hostile ones for time and panics.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use triptych::import::{import_bytes, import_file};
use triptych::text::document::{BlockIndex, BlockKind, Document};
use triptych::text::hash::fnv1a;

/// The folder of shared test data, beside the project or where the variable says.
fn shared() -> Option<PathBuf> {
    let given = std::env::var_os("TRIPTYCH_SHARED").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    if folder.is_dir() {
        return Some(folder);
    }
    #[allow(clippy::print_stderr)]
    {
        eprintln!("skipped: {} is not there", folder.display());
    }
    None
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn only(path: &Path) -> Document {
    let mut documents = import_file(path, &name(path)).expect("imports");
    assert_eq!(documents.len(), 1, "{}", path.display());
    documents.remove(0)
}

/// One letter for each block.
fn kinds(document: &Document) -> String {
    let letter = |kind| match kind {
        BlockKind::Heading(_) => 'H',
        BlockKind::Byline => 'B',
        BlockKind::Paragraph => 'p',
        BlockKind::Quotation => 'Q',
        BlockKind::ListItem => 'i',
        BlockKind::Preformatted => 'f',
        BlockKind::Caption => 'C',
        BlockKind::Comment => 'c',
        BlockKind::Note => 'N',
        BlockKind::Navigation => 'n',
    };
    document.blocks().iter().map(|block| letter(block.kind)).collect()
}

/// Number of sentences, and a hash of all of them with their places.
fn sentences(document: &Document) -> (usize, u64) {
    let mut count = 0;
    let mut all = String::new();
    for (at, block) in document.blocks().iter().enumerate() {
        let text = document.block_text(BlockIndex(at));
        for (sentence, span) in document.sentences(BlockIndex(at)).iter().enumerate() {
            count += 1;
            all.push_str(&[&block.number.to_string(), "\t", &(sentence + 1).to_string(), "\t"].concat());
            all.push_str(&[&span.of(&text).replace('\t', " "), "\n"].concat());
        }
    }
    (count, fnv1a(all.bytes()))
}

struct Original {
    file: &'static str,
    title: &'static str,
    author: Option<&'static str>,
    date: Option<&'static str>,
    publication: Option<&'static str>,
    kinds: &'static str,
    sentences: (usize, u64),
}

const ORIGINALS: [Original; 5] = [
    Original {
        file: "000_51bc7046e8932345.txt",
        title: "As US Shuns Iran in Fight Against ISIS, History Repeats",
        author: Some("Esfandyar Batmanghelidj"),
        date: None,
        publication: None,
        kinds: "HBpppppppppppppCNNccccccccccccccccccccn",
        sentences: (91, 0x4074_cb88_1e0f_02a2),
    },
    Original {
        file: "001_7653f26578de78ed.txt",
        title: "Mosul 2014 and Herat 2001",
        author: None,
        date: Some("2014-06-13"),
        publication: None,
        kinds: "BHpCppppppppcccccccccccc",
        sentences: (40, 0x6693_755d_2c63_bc63),
    },
    Original {
        file: "002_1b4366183e8cc9a3.txt",
        title: "Since 9/11, Iran And America Have Been More Than Foes",
        author: None,
        date: None,
        publication: None,
        kinds: "HppQpppppppp",
        sentences: (50, 0x79cc_4dc4_f539_5e60),
    },
    Original {
        file: "003_07e70bdacc68eb85.txt",
        title: "Despite their common enemy, Iran and the west continue to disagree",
        author: None,
        date: None,
        publication: Some("Middle East Monitor"),
        kinds: "nnHpppppppNnnnn",
        sentences: (43, 0x786c_fdb0_5dc6_274f),
    },
    Original {
        file: "004_1175109e6d36e2a1.txt",
        title: "The Iraq crisis and the conundrum of US-Iran cooperation",
        author: None,
        date: None,
        publication: None,
        kinds: "nHppppppppppp",
        sentences: (36, 0x70be_2b16_2576_a967),
    },
];

#[test]
fn the_originals() {
    let Some(shared) = shared() else { return };
    for original in &ORIGINALS {
        let document = only(&shared.join("originals").join(original.file));
        let metadata = &document.metadata;
        assert_eq!(kinds(&document), original.kinds, "{}", original.file);
        assert_eq!(document.title(), original.title);
        assert_eq!(metadata.author.as_deref(), original.author);
        assert_eq!(metadata.date.map(|date| date.to_string()).as_deref(), original.date);
        assert_eq!(metadata.publication.as_deref(), original.publication);
        assert_eq!(metadata.language.as_deref(), Some("en"));
        assert!(document.blocks().iter().zip(1..).all(|(block, number)| block.number == number));
        assert_eq!(sentences(&document), original.sentences, "{}", original.file);
    }
}

/// No input may panic or take long, whatever it is.
#[test]
fn hostile_files_do_no_harm() {
    let Some(shared) = shared() else { return };
    for folder in
        ["text", "unicode", "encoding", "html", "markdown", "xml", "terminal", "align", "bidi", "mutants"]
    {
        for path in files(&shared.join("hostile").join(folder)) {
            within(&path, Duration::from_secs(10));
        }
    }
}

#[test]
fn good_files_are_documents() {
    let Some(shared) = shared() else { return };
    for folder in ["txt", "md", "html"] {
        for path in files(&shared.join("real").join(folder)) {
            assert!(within(&path, Duration::from_secs(10)), "{} is no document", path.display());
        }
    }
}

/// Imports the file under each name that may be given to it; says whether it is a document.
fn within(path: &Path, most: Duration) -> bool {
    let start = Instant::now();
    let bytes = std::fs::read(path).expect("reads");
    let result = import_bytes(&name(path), &bytes);
    for document in result.iter().flatten() {
        let blocks = document.blocks();
        assert!(blocks.windows(2).all(|pair| pair[0].number < pair[1].number), "{}", path.display());
        for at in 0..blocks.len() {
            document.sentences(BlockIndex(at));
        }
    }
    let took = start.elapsed();
    if std::env::var_os("TRIPTYCH_TIMES").is_some() && took > Duration::from_millis(300) {
        #[allow(clippy::print_stderr)]
        {
            eprintln!("{took:?} {}", path.display());
        }
    }
    assert!(took < most, "{} took {took:?}", path.display());
    if let Err(error) = &result {
        let text = error.to_string();
        assert!(!text.contains("importer failed"), "{text}");
    }
    result.is_ok()
}

/// Words without list marks and column signs, with how often each is there.
fn words(document: &Document, take: impl Fn(BlockKind) -> bool) -> std::collections::HashMap<String, isize> {
    let mut words = std::collections::HashMap::new();
    for (at, _) in document.blocks().iter().enumerate().filter(|(_, block)| take(block.kind)) {
        for word in document.block_text(BlockIndex(at)).split_whitespace() {
            let mark = matches!(word, "|" | "\u{2022}") || word.ends_with('.') && word.len() <= 4;
            if !mark {
                *words.entry(word.to_owned()).or_insert(0) += 1;
            }
        }
    }
    words
}

/// Share of the characters of the words of `a` that `b` has too.
fn covered(
    a: &std::collections::HashMap<String, isize>,
    b: &std::collections::HashMap<String, isize>,
) -> f64 {
    let all: isize = a.iter().map(|(word, count)| word.len().cast_signed() * count).sum();
    let both = |(word, count): (&String, &isize)| {
        word.len().cast_signed() * (*count).min(b.get(word).copied().unwrap_or(0))
    };
    let both: isize = a.iter().map(both).sum();
    both as f64 / all.max(1) as f64
}

#[test]
fn saved_pages_give_the_article() {
    let Some(shared) = shared() else { return };
    let mut worst = 1.0_f64;
    for path in files(&shared.join("real/html")) {
        let expected = path.with_extension("expected.html");
        if !expected.is_file() {
            continue;
        }
        let page = only(&path);
        let expected = words(&only(&expected), |_| true);
        let body = words(&page, |kind| kind.is_body() || kind == BlockKind::Caption);
        let (recall, precision) = (covered(&expected, &body), covered(&body, &expected));
        #[allow(clippy::print_stderr)]
        {
            eprintln!(
                "{:<40} found {recall:.4} right {precision:.4} '{}' {:?} {:?}",
                name(&path),
                page.title(),
                page.metadata.author,
                page.metadata.date
            );
        }
        worst = worst.min(recall);
    }
    assert!(worst >= 0.995, "{worst}");
}

#[test]
fn the_same_text_from_page_and_plain_text() {
    let Some(shared) = shared() else { return };
    for path in files(&shared.join("real/txt")) {
        let page = shared.join("real/html").join(name(&path)).with_extension("html");
        if !page.is_file() {
            continue;
        }
        let (text, page) = (only(&path), only(&page));
        let (a, b) = (words(&text, |_| true), words(&page, BlockKind::is_body));
        #[allow(clippy::print_stderr)]
        {
            eprintln!(
                "{} {:.4} {:.4} {:?} {:?} '{}'",
                name(&path),
                covered(&a, &b),
                covered(&b, &a),
                text.metadata.language,
                page.metadata.language,
                text.title()
            );
        }
        assert!(covered(&a, &b) >= 0.995 && covered(&b, &a) >= 0.995, "{}", path.display());
    }
}

/// Text in an encoding that can be told is right; what is guessed is said.
#[test]
fn encodings() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("hostile/encoding");
    let (mut right, mut all) = (Vec::new(), 0);
    for path in files(&folder).into_iter().filter(|path| path.parent() == Some(&folder)) {
        let expected = folder.join("expected").join(name(&path)).with_extension("utf8");
        let Ok(expected) = std::fs::read_to_string(&expected) else { continue };
        all += 1;
        let Ok(documents) = import_bytes(&name(&path), &std::fs::read(&path).expect("reads")) else {
            continue;
        };
        let document = &documents[0];
        let text: String =
            (0..document.blocks().len()).map(|at| document.block_text(BlockIndex(at)).into_owned()).collect();
        let bare =
            |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect::<String>();
        let is_right = bare(&text) == bare(&expected);
        let said = !document.warnings.is_empty();
        if is_right {
            right.push(name(&path));
        } else {
            #[allow(clippy::print_stderr)]
            {
                eprintln!("not right: {} {:?}", name(&path), document.warnings);
            }
        }
        let _ = said;
    }
    #[allow(clippy::print_stderr)]
    {
        eprintln!("{} of {all} encodings right", right.len());
    }
    assert!(right.len() >= 16);
    let mixed = only(&folder.join("mixed_encodings.txt"));
    assert_eq!(mixed.blocks().len(), 5);
    assert_eq!(mixed.block_text(BlockIndex(3)).chars().count(), 8);
    for size in ["4096", "8192", "65536"] {
        let document = only(&folder.join(format!("split_at_{size}.txt")));
        assert!(document.warnings.is_empty() && !document.block_text(BlockIndex(0)).contains('\u{fffd}'));
    }
}
