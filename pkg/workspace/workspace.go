// Package workspace holds every prompt and fragment of one revision, and the
// graph of who includes whom.
//
// It is read through an [io/fs.FS], so a git tree can be one as well as a
// folder. Nothing reads a file after [Load].
package workspace

import (
	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
)

// A Workspace is a set of prompts and fragments that may include one another.
type Workspace struct {
	Config *config.Config

	// All holds every prompt and fragment, by id.
	All []*fragment.Fragment

	// Prices is the workspace's own copy of the price catalogue, nil without
	// one: prices.toml beside quoin.toml.
	Prices *source.File

	// Lock and Labels are quoin.lock and labels.toml in the folder of prompts,
	// nil where they are not there. pkg/release reads them.
	Lock, Labels *source.File

	// Loose is set when there is no quoin.toml: files named on a command line,
	// for which rules about the whole (unused fragments, …) make no sense.
	Loose bool

	byID  map[string]*fragment.Fragment
	users map[string][]*fragment.Fragment // fragment id → who includes it, by id
	files map[string]*source.File         // what samples and schemas refer to, by path
}

// Lookup returns the prompt or fragment with the given id.
func (w *Workspace) Lookup(id string) (*fragment.Fragment, bool) {
	f, ok := w.byID[id]
	return f, ok
}

// Users returns the prompts and fragments that include the given one
// directly, by id.
func (w *Workspace) Users(id string) []*fragment.Fragment { return w.users[id] }

// Prompts returns every prompt, by id.
func (w *Workspace) Prompts() []*fragment.Fragment {
	var prompts []*fragment.Fragment
	for _, f := range w.All {
		if f.Kind == fragment.Prompt {
			prompts = append(prompts, f)
		}
	}
	return prompts
}
