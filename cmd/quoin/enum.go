package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/suggest"
)

// An enum is a flag with a fixed set of values. A wrong one is answered with
// the right ones.
type enum struct {
	value string
	names []string
}

func newEnum(names ...string) *enum { return &enum{names[0], names} }

func (e *enum) String() string { return e.value }

// Type is what the help shows for the value.
func (e *enum) Type() string { return strings.Join(e.names, "|") }

// Set implements [pflag.Value].
func (e *enum) Set(s string) error {
	if !slices.Contains(e.names, s) {
		if near, ok := suggest.Nearest(s, e.names); ok {
			return fmt.Errorf("unknown value %q, did you mean %q?", s, near)
		}
		return fmt.Errorf("unknown value %q, want one of %s", s, strings.Join(e.names, ", "))
	}
	e.value = s
	return nil
}

// addTo adds the flag, and its completion, to a command.
func (e *enum) addTo(cmd *cobra.Command, name, usage string) {
	cmd.Flags().Var(e, name, usage)
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(e.names, cobra.ShellCompDirectiveNoFileComp))
}
