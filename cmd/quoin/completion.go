package main

import (
	"github.com/spf13/cobra"
)

func newCompletionCmd(a *app) *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:     "completion {bash|zsh|fish|powershell}",
		Short:   "Print a completion script for a shell",
		GroupID: groupProject,
		Long: `Print a script that completes commands, flags, and the names of the
workspace's prompts, fragments and rules.

Exit status: 0; 2 for a shell that is not known.`,
		Example: `  source <(quoin completion bash)
  quoin completion zsh > "${fpath[1]}/_quoin"
  quoin completion fish > ~/.config/fish/completions/quoin.fish`,
		Args:      one("one shell"),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			shell := newEnum(shells...)
			if err := shell.Set(args[0]); err != nil {
				return usagef("completion: %w", err)
			}
			root := cmd.Root()
			switch shell.value {
			case "bash":
				return root.GenBashCompletionV2(a.out, true)
			case "zsh":
				return root.GenZshCompletion(a.out)
			case "fish":
				return root.GenFishCompletion(a.out, true)
			default:
				return root.GenPowerShellCompletionWithDesc(a.out)
			}
		},
	}
}

// A completer offers names; there are none where the workspace cannot be read.
type completer func(cmd *cobra.Command) []string

// completeEach completes every argument of a command.
func completeEach(names completer) cobra.CompletionFunc {
	return func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		return names(cmd), cobra.ShellCompDirectiveNoFileComp
	}
}

// completeFirst completes the first argument of a command.
func completeFirst(names completer) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return names(cmd), cobra.ShellCompDirectiveNoFileComp
	}
}
