package template

import "iter"

// All visits every node, a block before what is in it, in order of place.
func All(nodes []Node) iter.Seq[Node] {
	return func(yield func(Node) bool) { visit(nodes, yield) }
}

func visit(nodes []Node, yield func(Node) bool) bool {
	for _, n := range nodes {
		if !yield(n) {
			return false
		}
		if b, ok := n.(*Block); ok && (!visit(b.Body, yield) || !visit(b.Else, yield)) {
			return false
		}
	}
	return true
}

// Exprs returns the expressions that stand in a node's own tag.
func Exprs(n Node) []Expr {
	switch n := n.(type) {
	case *Output:
		return []Expr{n.Expr}
	case *Block:
		return n.Args
	case *Media:
		if n.ContentType != nil {
			return []Expr{n.URL, n.ContentType}
		}
		return []Expr{n.URL}
	case *Partial:
		var all []Expr
		if n.Context != nil {
			all = append(all, n.Context)
		}
		for _, a := range n.Args {
			all = append(all, a.Value)
		}
		return all
	}
	return nil
}
