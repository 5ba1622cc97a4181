package cost

import (
	"sync"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/par"
	"github.com/quoin-dev/quoin/pkg/price"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// A Scale weighs prompts against one catalogue, with one counter for all
// models that count alike. It is safe for concurrent use.
type Scale struct {
	catalogue *price.Catalogue
	counters  sync.Map // encoding and estimator → *Counter
}

// NewScale returns a scale for a catalogue.
func NewScale(c *price.Catalogue) *Scale { return &Scale{catalogue: c} }

// Weigh weighs a prompt for the model of its front matter, or for another one.
// A prompt without a model, or with one that the catalogue does not have, has
// no price.
func (s *Scale) Weigh(t *compose.Template, model string, given map[string]any) Prompt {
	if model == "" {
		model = t.Prompt.Meta.Model
	}
	m, priced := s.catalogue.Lookup(model)
	if model == "" {
		priced = false
	}
	key := m.Encoding + "\x00" + m.Estimator
	counter, ok := s.counters.Load(key)
	if !ok {
		counter, _ = s.counters.LoadOrStore(key, NewCounter(m))
	}
	return Weigh(t, m, priced, counter.(*Counter), given)
}

// WeighAll weighs prompts in parallel, in their order.
func (s *Scale) WeighAll(ws *workspace.Workspace, prompts []*fragment.Fragment, model string) []Prompt {
	return par.Each(prompts, func(f *fragment.Fragment) Prompt {
		t, _ := compose.Resolve(ws, f)
		return s.Weigh(t, model, nil)
	})
}
