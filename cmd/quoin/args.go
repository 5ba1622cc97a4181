package main

import (
	"strings"

	"github.com/spf13/cobra"
)

// one wants exactly one argument, which it calls what.
func one(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return usagef("%s needs %s, see `%s --help`", cmd.Name(), what, cmd.CommandPath())
		case len(args) > 1:
			return usagef("%s takes %s only, and there is %q as well", cmd.Name(), what, strings.Join(args[1:], " "))
		}
		return nil
	}
}

// atMost wants n arguments or fewer.
func atMost(what string, n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > n {
			return usagef("%s takes %s, and there is %q as well", cmd.Name(), what, strings.Join(args[n:], " "))
		}
		return nil
	}
}

// two wants exactly two arguments, which it calls what.
func two(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != 2 {
			return usagef("%s needs %s, see `%s --help`", cmd.Name(), what, cmd.CommandPath())
		}
		return nil
	}
}
