package main

import (
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/cost"
)

// tokenCounter counts the tokens of the text of messages as the prompt's model
// does. Where its tokenizer is not public, what counts is the upper bound of
// the estimate: what is said to fit must fit.
func (o *opened) tokenCounter(t *compose.Template) func(*compose.Composition) int {
	catalogue, _ := cost.Catalogue(o.ws) // what is wrong with prices does not change a count
	model, _ := catalogue.Lookup(t.Prompt.Meta.Model)
	counter := cost.NewCounter(model)
	return func(c *compose.Composition) int {
		n := 0
		for _, m := range c.Messages {
			n += counter.Count(m.Text).High
		}
		return n
	}
}
