package gitrepo

import (
	"errors"
	"fmt"
)

// Errors without details.
var (
	ErrNoGit           = errors.New("git is not installed or not in PATH")
	ErrUnrelated       = errors.New("they have no common ancestor")
	ErrNoDefaultBranch = errors.New("there is no default branch: neither origin/HEAD nor main nor master")
)

// A NotRepoError says that a directory is in no git repository.
type NotRepoError struct{ Dir string }

func (e *NotRepoError) Error() string { return e.Dir + " is not in a git repository" }

// A RevisionError says why a name is not that of a commit.
type RevisionError struct{ Rev, Why string }

func (e *RevisionError) Error() string {
	return fmt.Sprintf("`%s` is not a revision: %s", e.Rev, e.Why)
}

// A ShallowError says that a clone ends before the commit that a question is
// about. Depth is the number of commits that it has behind HEAD, HEAD included.
type ShallowError struct {
	Depth int
	What  string // "there is no revision `main` in it"
}

func (e *ShallowError) Error() string {
	return fmt.Sprintf("this clone is shallow, of depth %d, and %s: fetch the rest with `git fetch --unshallow`, "+
		"in GitHub Actions with `fetch-depth: 0`", e.Depth, e.What)
}

// A CommandError is a git that ran and failed.
type CommandError struct {
	Command  string // "merge-base"
	ExitCode int
	Stderr   string // the first line of it, without "fatal: "
}

func (e *CommandError) Error() string {
	return fmt.Sprintf("git %s ended with %d: %s", e.Command, e.ExitCode, e.Stderr)
}
