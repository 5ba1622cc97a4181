package main

import (
	"fmt"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/token"
)

// fitEncoding counts for --max-input: the one of current models.
const fitEncoding = "o200k_base"

// tokenCounter counts the tokens of the text of a composition's messages.
func tokenCounter() (func(*compose.Composition) int, error) {
	e, ok := token.Lookup(fitEncoding)
	if !ok {
		return nil, outside(fmt.Errorf("the encoding %s is missing from this build", fitEncoding))
	}
	return func(c *compose.Composition) int {
		n := 0
		for _, m := range c.Messages {
			n += e.Count(m.Text)
		}
		return n
	}, nil
}
