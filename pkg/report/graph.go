package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// A Graph says who includes whom, and what follows from it.
type Graph struct {
	Nodes []GraphNode // by id
	index map[string]int
	focus string // what the graph is around, "" for all of it
}

// A GraphNode is one prompt or fragment.
type GraphNode struct {
	ID       string
	Prompt   bool
	Path     string
	Includes []string // directly, each once, in order of place
	Users    []string // who includes it directly, by id
	Reaches  []string // the prompts that it ends up in, by id; a prompt is not in its own
	Depth    int      // levels of includes below it: 0 without includes
}

// Orphan reports whether no prompt uses the fragment.
func (n GraphNode) Orphan() bool { return !n.Prompt && len(n.Reaches) == 0 }

// NewGraph reads the graph off a workspace. Includes of fragments that do not
// exist are not in it.
func NewGraph(ws *workspace.Workspace) *Graph {
	g := &Graph{index: map[string]int{}}
	for i, f := range ws.All {
		g.index[f.ID] = i
		n := GraphNode{
			ID: f.ID, Prompt: f.Kind == fragment.Prompt, Path: f.File.Path,
			Includes: ids(ws.Includes(f)), Users: ids(ws.Users(f.ID)), Depth: ws.Depth(f),
		}
		n.Reaches = slices.DeleteFunc(ids(ws.Reach(f)), func(id string) bool { return id == f.ID })
		g.Nodes = append(g.Nodes, n)
	}
	return g
}

func ids(list []*fragment.Fragment) []string {
	names := make([]string, len(list))
	for i, f := range list {
		names[i] = f.ID
	}
	return names
}

// Around returns the part of g that a fragment or prompt is connected to:
// what it includes, and who includes it, at any distance.
func (g *Graph) Around(id string) *Graph {
	keep := map[string]bool{}
	g.walk(id, keep, func(n *GraphNode) []string { return n.Includes })
	delete(keep, id)
	g.walk(id, keep, func(n *GraphNode) []string { return n.Users })
	part := &Graph{index: map[string]int{}, focus: id}
	outside := func(id string) bool { return !keep[id] }
	for _, n := range g.Nodes {
		if keep[n.ID] {
			part.index[n.ID] = len(part.Nodes)
			n.Includes = slices.DeleteFunc(slices.Clone(n.Includes), outside)
			n.Users = slices.DeleteFunc(slices.Clone(n.Users), outside)
			part.Nodes = append(part.Nodes, n)
		}
	}
	return part
}

// walk adds id and everything that next leads to.
func (g *Graph) walk(id string, seen map[string]bool, next func(*GraphNode) []string) {
	todo := []string{id}
	for len(todo) > 0 {
		id, todo = todo[len(todo)-1], todo[:len(todo)-1]
		if i, ok := g.index[id]; ok && !seen[id] {
			seen[id] = true
			todo = append(todo, next(&g.Nodes[i])...)
		}
	}
}

// Text writes the graph for a person: the includes of every prompt as a tree,
// then where each fragment ends up.
func (g *Graph) Text(w io.Writer, st Style) error {
	b := bufio.NewWriter(w)
	p := paletteFor(st)
	shown := map[string]bool{}
	for _, n := range g.Nodes {
		if n.Prompt || n.Orphan() && n.ID == g.focus {
			fmt.Fprintf(b, "%s %s\n", p.title(n.ID), p.dim(fmt.Sprintf("(%s, depth %d)", kindOf(n), n.Depth)))
			g.tree(b, p, n.Includes, "", shown)
			fmt.Fprintln(b)
		}
	}
	var used, orphans []GraphNode
	widest := 0
	for _, n := range g.Nodes {
		switch {
		case n.Orphan():
			orphans = append(orphans, n)
		case !n.Prompt:
			used = append(used, n)
			widest = max(widest, len(n.ID))
		}
	}
	if len(used) > 0 {
		fmt.Fprintln(b, p.title("Fragments, and the prompts that they reach"))
	}
	for _, n := range used {
		fmt.Fprintf(b, "  %-*s  %s\n", widest, n.ID, strings.Join(n.Reaches, ", "))
	}
	if len(orphans) > 0 {
		fmt.Fprintf(b, "\n%s\n", p.warning("Orphans, which no prompt uses"))
		for _, n := range orphans {
			fmt.Fprintf(b, "  %s  %s\n", n.ID, p.dim(n.Path))
		}
	}
	return b.Flush()
}

// tree writes includes below their includer. What a fragment includes is
// written once and then referred to, or shared fragments would multiply.
func (g *Graph) tree(w io.Writer, p palette, ids []string, indent string, shown map[string]bool) {
	for i, id := range ids {
		branch, more := "├─ ", "│  "
		if i == len(ids)-1 {
			branch, more = "└─ ", "   "
		}
		n := g.Nodes[g.index[id]]
		again := ""
		if shown[id] && len(n.Includes) > 0 {
			again = " " + p.dim("(see above)")
		}
		fmt.Fprintf(w, "%s%s%s\n", p.gutter(indent+branch), id, again)
		if again == "" {
			shown[id] = true
			g.tree(w, p, n.Includes, indent+more, shown)
		}
	}
}

// JSON writes the graph for programs.
func (g *Graph) JSON(w io.Writer) error {
	type node struct {
		ID       string   `json:"id"`
		Kind     string   `json:"kind"`
		Path     string   `json:"path"`
		Includes []string `json:"includes"`
		Users    []string `json:"users"`
		Reaches  []string `json:"reaches"`
		Depth    int      `json:"depth"`
		Orphan   bool     `json:"orphan"`
	}
	out := struct {
		Version int    `json:"version"`
		Nodes   []node `json:"nodes"`
	}{jsonVersion, make([]node, len(g.Nodes))}
	for i, n := range g.Nodes {
		out.Nodes[i] = node{
			n.ID, kindOf(n), n.Path, n.Includes, n.Users, n.Reaches, n.Depth, n.Orphan(),
		}
	}
	return writeJSON(w, out)
}

func kindOf(n GraphNode) string {
	if n.Prompt {
		return "prompt"
	}
	return "fragment"
}

// DOT writes the graph for Graphviz.
func (g *Graph) DOT(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, "digraph quoin {\n  rankdir=LR;\n  node [shape=box];")
	for _, n := range g.Nodes {
		style := ""
		switch {
		case n.Prompt:
			style = " [style=bold]"
		case n.Orphan():
			style = " [style=dashed]"
		}
		fmt.Fprintf(b, "  %s%s;\n", strconv.Quote(n.ID), style)
	}
	for _, n := range g.Nodes {
		for _, id := range n.Includes {
			fmt.Fprintf(b, "  %s -> %s;\n", strconv.Quote(n.ID), strconv.Quote(id))
		}
	}
	fmt.Fprintln(b, "}")
	return b.Flush()
}

// Mermaid writes the graph for Markdown pages that draw it.
func (g *Graph) Mermaid(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, "graph LR")
	for i, n := range g.Nodes {
		id := strings.ReplaceAll(n.ID, `"`, "#quot;")
		if n.Prompt {
			fmt.Fprintf(b, "  n%d[[\"%s\"]]\n", i, id)
		} else {
			fmt.Fprintf(b, "  n%d[\"%s\"]\n", i, id)
		}
	}
	for i, n := range g.Nodes {
		for _, id := range n.Includes {
			fmt.Fprintf(b, "  n%d --> n%d\n", i, g.index[id])
		}
	}
	return b.Flush()
}
