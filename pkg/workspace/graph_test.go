package workspace_test

import (
	"fmt"
	"testing"
)

func TestTheGraphKnowsWhoReachesWhom(t *testing.T) {
	const prompt = "+++\nkind = \"prompt\"\n+++\n"
	ws, found := load(t, files(map[string]string{
		"prompts/p.md":           prompt + "{{> a}} {{> a}} {{#if x}}{{> b}}{{/if}} {{> nowhere}}",
		"prompts/q.md":           prompt + "{{> c}}",
		"prompts/alone.md":       prompt,
		"prompts/fragments/a.md": "{{> c}}",
		"prompts/fragments/b.md": "",
		"prompts/fragments/c.md": "{{> d}}",
		"prompts/fragments/d.md": "",
		"prompts/fragments/x.md": "{{> y}} {{> d}}",
		"prompts/fragments/y.md": "{{> x}}",
	}))
	if len(found) > 0 {
		t.Fatal(found)
	}
	for id, want := range map[string]struct {
		includes, users, reach string
		depth                  int
	}{
		"p":     {includes: "a b", reach: "p!", depth: 3},
		"q":     {includes: "c", reach: "q!", depth: 2},
		"alone": {reach: "alone!"},
		"a":     {includes: "c", users: "p!", reach: "p!", depth: 2},
		"b":     {users: "p!", reach: "p!"},
		"c":     {includes: "d", users: "a q!", reach: "p! q!", depth: 1},
		"d":     {users: "c x", reach: "p! q!"},
		"x":     {includes: "y d", users: "y", depth: 1},
		"y":     {includes: "x", users: "x", depth: 2},
	} {
		f, ok := ws.Lookup(id)
		if !ok {
			t.Fatalf("%s was not loaded", id)
		}
		if got := ids(ws.Includes(f)); got != want.includes {
			t.Errorf("%s includes %q, want %q", id, got, want.includes)
		}
		if got := ids(ws.Users(id)); got != want.users {
			t.Errorf("%s is used by %q, want %q", id, got, want.users)
		}
		if got := ids(ws.Reach(f)); got != want.reach {
			t.Errorf("%s reaches %q, want %q", id, got, want.reach)
		}
		if got := ws.Depth(f); got != want.depth {
			t.Errorf("%s has depth %d, want %d", id, got, want.depth)
		}
	}
	if got := ids(ws.Orphans()); got != "x y" {
		t.Errorf("orphans are %q", got)
	}
}

// TestALongCircleEnds goes through a chain of includes that bites its tail.
func TestALongCircleEnds(t *testing.T) {
	const n = 1000
	texts := map[string]string{"prompts/p.md": "+++\nkind = \"prompt\"\n+++\n{{> f0}}"}
	for i := range n {
		texts[fmt.Sprintf("prompts/f%d.md", i)] = fmt.Sprintf("{{> f%d}}", (i+1)%n)
	}
	ws, _ := load(t, files(texts))
	p, _ := ws.Lookup("p")
	last, _ := ws.Lookup(fmt.Sprintf("f%d", n-1))
	if d := ws.Depth(p); d != n {
		t.Errorf("depth %d", d)
	}
	if got := ids(ws.Reach(last)); got != "p!" || len(ws.Orphans()) > 0 {
		t.Errorf("the last of the circle reaches %s, orphans %s", got, ids(ws.Orphans()))
	}
}
