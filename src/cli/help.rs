//! The words of `--help` that do not belong to one subcommand.

pub(super) const ABOUT: &str = "Sets several accounts of the same events side by side";

pub(super) const LONG_ABOUT: &str = "\
Triptych sets several accounts of the same events side by side, so that you see what each \
says, where they agree, where they differ and where one is silent, and jump between matching \
passages and back.

Without a subcommand it opens the reader. The subcommands print what the reader shows, for \
reading or for scripts: data on standard output, messages on standard error.

Without a PATH the built-in collection is meant. A folder is a collection too, with or without \
a collection.toml; so are single files, a table of passages (.tsv with the header 'id doc order \
text'), and - for standard input.";

pub(super) const AFTER: &str = "\
Examples:
  triptych                              open the built-in collection
  triptych my-folder                    open a folder of documents
  triptych a.txt b.html                 open two documents side by side
  curl -s URL | triptych -              open standard input
  triptych --originals ~/articles       the built-in collection with your own copies
  triptych board                        who tells what, in one page
  triptych synopsis --format md > s.md  the parallel view as Markdown
  triptych show A | less                one document with its paragraph numbers

Exit codes:
  0  done, or something was found
  1  nothing was found; 'check' found something that does not fit
  2  an error: the message says in which file and what to do

Environment:
  NO_COLOR         no colours when it is set and not empty
  COLUMNS          width of text output that does not go to a terminal (80 without it)
  XDG_CONFIG_HOME  folder of the configuration (~/.config without it)
  XDG_DATA_HOME    folder of marks and places of the built-in collection (~/.local/share)

Files:
  ~/.config/triptych/config.toml  originals, vectors, theme, mouse, measure, hyphenate, ascii
  ~/.config/triptych/keymap.toml  your keys, over the ones that 'triptych keys' lists
  FOLDER/collection.toml          a collection's title, documents, episodes and steps
  FOLDER/triptych/                your own marks and codings on a collection

A file named like a subcommand is opened as './board'.";
