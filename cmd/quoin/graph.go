package main

import (
	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/report"
)

func newGraphCmd(a *app) *cobra.Command {
	format := newEnum("text", "json", "dot", "mermaid")
	cmd := &cobra.Command{
		Use:     "graph [FRAGMENT]",
		Short:   "Show who includes whom",
		GroupID: groupAuthor,
		Long: `Print the graph of prompts and fragments: what every prompt includes, which
prompts every fragment reaches, and the fragments that none uses. With a name,
print only what is connected to it.

The depth of a prompt is its longest chain of includes.

Exit status: 0; 2 if there is no such fragment, or no workspace.`,
		Example: `  quoin graph
  quoin graph tone/concise
  quoin graph --format dot | dot -Tsvg > graph.svg`,
		Args:              atMost("one fragment or prompt", 1),
		ValidArgsFunction: completeFirst(a.allIDs),
		RunE: func(cmd *cobra.Command, args []string) error {
			w, err := a.openWorkspace(cmd.Context())
			if err != nil {
				return err
			}
			g := report.NewGraph(w.ws)
			if len(args) == 1 {
				f, err := w.find(args[0], false)
				if err != nil {
					return err
				}
				g = g.Around(f.ID)
			}
			switch format.value {
			case "json":
				return g.JSON(a.out)
			case "dot":
				return g.DOT(a.out)
			case "mermaid":
				return g.Mermaid(a.out)
			default:
				return g.Text(a.out, a.style())
			}
		},
	}
	format.addTo(cmd, "format", "how to write the graph")
	return cmd
}
