package main

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/lsp"
	"github.com/quoin-dev/quoin/pkg/rules"
)

func newLSPCmd(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "lsp",
		Short:   "Serve an editor: problems, names, costs",
		GroupID: groupAuthor,
		Long: `Speak the Language Server Protocol on the standard input and output, for an
editor that starts it. quoin help editors says how to make yours do so.

It shows problems as you type, what fragments weigh, cost and expand to, leads
to them and their users, completes names, and renames and fixes. It reads the
files of the workspace that an open file is in, writes none and opens no
connection.

Exit status: 0 if the client shut it down; 3 if the client went away.`,
		Example: `  quoin lsp`,
		Args:    atMost("no argument", 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			err := lsp.Serve(cmd.Context(), a.in, a.out, lsp.Options{
				Rules: rules.All, Version: strings.TrimPrefix(versionLine(), "quoin "), Log: a.err,
				Root: findRoot, Files: openOverlay,
			})
			if err != nil && !errors.Is(err, context.Canceled) {
				return outside(err)
			}
			return nil
		},
	}
	cmd.Flags().Bool("stdio", true, "speak on the standard streams, as some editors ask for")
	return cmd
}

// openOverlay opens the files of a root, some with other texts.
func openOverlay(root string, texts map[string]string) (lsp.Files, error) {
	r, err := openConfined(root)
	if err != nil {
		return nil, plainPathError(err)
	}
	return closingOverlay{overlay{r, texts}, r}, nil
}

// A closingOverlay is an overlay that closes what it lies over.
type closingOverlay struct {
	overlay
	io.Closer
}
