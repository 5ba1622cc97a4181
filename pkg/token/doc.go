// Package token counts the tokens of a text and says where they end: exactly
// for the encodings that OpenAI has published, and with a stated error, by an
// [Estimator], for the families of models whose tokenizers are not public.
//
// The rule it keeps: an exact count is the official encoder's, for every text.
// Special tokens are text here, because a prompt cannot contain them as
// anything else. What is not UTF-8 is replaced as the string types above the
// official encoder replace it, one U+FFFD for each character cut short. The
// Unicode classes are those of the official encoder (17.0), not those of the Go
// release. Where tiktoken-go, the reference of the tests, differs from any of
// this, the official encoder wins.
//
// # How it works
//
// The official encoder cuts a text into pieces by a regular expression, takes a
// piece that is a token as it is, and merges the bytes of any other piece, pair
// by pair, the pair with the lowest rank first. This package does the same
// without a regular expression, a map or an allocation:
//
//   - Each expression is written out by hand over a table of character classes
//     (split.go, class.go).
//   - The vocabularies are perfect hash tables that are embedded in the form in
//     which they are used, so nothing is parsed at the start of a process and
//     only the pages that are needed are loaded (vocabulary.go).
//   - Merging works on a small array, and starts from those bytes of a character
//     that merge before anything else can (merge.go).
//   - A long piece is encoded window by window, which makes the time linear
//     (long.go).
//   - Counts of pieces are remembered within a text (memo.go).
//
// The tables are made from the published vocabularies by a test, which also
// checks that they are current (tables_test.go).
package token

//go:generate env UPDATE_GOLDEN=1 go test -count=1 -run ^TestTablesAreWhatTheVocabulariesMakeThem$ .
