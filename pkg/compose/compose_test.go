package compose_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// files is a workspace in memory: path below the prompts folder → text.
type files map[string]string

func load(t testing.TB, in files) *workspace.Workspace {
	t.Helper()
	fsys := fstest.MapFS{"quoin.toml": {}}
	for name, text := range in {
		fsys["prompts/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	ws, found, err := workspace.Load(t.Context(), fsys, workspace.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range found {
		t.Errorf("loading: %v", d)
	}
	return ws
}

// resolve expands a prompt that must have no faults.
func resolve(t testing.TB, in files, id string) *compose.Template {
	t.Helper()
	ws := load(t, in)
	prompt, ok := ws.Lookup(id)
	if !ok {
		t.Fatalf("no prompt %q", id)
	}
	tmpl, found := compose.Resolve(ws, prompt)
	for _, d := range found {
		t.Errorf("resolving: %v", d)
	}
	return tmpl
}

func render(t testing.TB, in files, id string, vars map[string]any) *compose.Composition {
	t.Helper()
	c, found := resolve(t, in, id).Render(vars, compose.RenderOptions{})
	for _, d := range found {
		t.Errorf("rendering: %v", d)
	}
	return c
}

// flat writes messages for comparison.
func flat(c *compose.Composition) string {
	var b strings.Builder
	for _, m := range c.Messages {
		fmt.Fprintf(&b, "[%s]%s", m.Role, m.Text)
	}
	return b.String()
}

const triage = `+++
kind = "prompt"
version = "1.0.0"
model = "openai/gpt-5-mini"
[vars.product]
type = "string"
required = true
[vars.tier]
type = "string"
enum = ["free", "pro", "enterprise"]
default = "free"
[vars.ticket]
type = "text"
required = true
+++
{{role "system"}}
You work for {{product}}.

{{> safety/no-pii}}
# Task
- Classify the ticket. {#labels}
{{#ifEquals tier "enterprise"}}
- Offer a call-back. {#sla}
{{/ifEquals}}

- Be brief.

{{role "user"}}
<ticket>
{{ticket}}
</ticket>
`

const noPII = `+++
version = "1.0.0"
summary = "Privacy."
[vars.product]
type = "string"
required = true
+++

## Privacy
{{! said by legal }}
- Never reveal data of a {{product}} customer. {#no-pii}

`

var support = files{"support/triage.md": triage, "fragments/safety/no-pii.md": noPII}

func TestComposeMessages(t *testing.T) {
	got := flat(render(t, support, "support/triage", map[string]any{"product": "Acme", "ticket": "Hi {{x}}", "tier": "enterprise"}))
	want := `[system]You work for Acme.

## Privacy
- Never reveal data of a Acme customer.
# Task
- Classify the ticket.
- Offer a call-back.

- Be brief.
[user]<ticket>
Hi {{x}}
</ticket>
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestSegmentsRebuildTheText(t *testing.T) {
	tmpl := resolve(t, support, "support/triage")
	variants, complete := tmpl.Variants()
	if len(variants) != 2 || !complete {
		t.Fatalf("got %d variants, complete: %v", len(variants), complete)
	}
	for _, v := range variants {
		c, _ := tmpl.Render(nil, compose.RenderOptions{Placeholders: true, Variant: v})
		checkSegments(t, c)
	}
}

func checkSegments(t testing.TB, c *compose.Composition) {
	t.Helper()
	for _, m := range c.Messages {
		at := 0
		for _, s := range m.Segments {
			if s.Start != at || s.End < s.Start {
				t.Fatalf("segment %d-%d does not follow %d", s.Start, s.End, at)
			}
			at = s.End
			if s.Kind == compose.Literal && m.Text[s.Start:s.End] != s.Span.Text() {
				t.Fatalf("text %q came from %q", m.Text[s.Start:s.End], s.Span.Text())
			}
		}
		if at != len(m.Text) {
			t.Fatalf("segments end at %d of %d", at, len(m.Text))
		}
	}
}

func TestOriginLeadsToTheFragment(t *testing.T) {
	c := render(t, support, "support/triage", map[string]any{"product": "Acme", "ticket": "Hi"})
	m := &c.Messages[0]
	at := strings.Index(m.Text, "Never reveal")
	span := m.Origin(at, at+len("Never reveal"))
	if span.File.Path != "prompts/fragments/safety/no-pii.md" || span.Text() != "Never reveal" {
		t.Errorf("got %s %q", span.File.Path, span.Text())
	}
	if m.At(at).Include == nil || m.At(at).Fragment.ID != "safety/no-pii" {
		t.Error("the segment does not know its fragment")
	}
}

func TestDigestIgnoresWhatNoModelSees(t *testing.T) {
	base := resolve(t, support, "support/triage").Digest()
	edit := func(name, from, to string) files {
		out := files{}
		maps.Copy(out, support)
		if !strings.Contains(out[name], from) {
			t.Fatalf("%s does not contain %q", name, from)
		}
		out[name] = strings.Replace(out[name], from, to, 1)
		return out
	}
	const frag, prompt = "fragments/safety/no-pii.md", "support/triage.md"
	for _, same := range []files{
		edit(frag, "said by legal", "said by someone"),
		edit(frag, "Privacy.", "On privacy."),
		edit(frag, " {#no-pii}", ""),
		edit(frag, " {#no-pii}", " {#pii}"),
		edit(frag, "version = \"1.0.0\"", "version = \"9.0.0\""),
		edit(prompt, "version = \"1.0.0\"", "owner = \"@me\""),
		edit(frag, "\n", "\r\n"),
	} {
		if got := resolve(t, same, "support/triage").Digest(); got != base {
			t.Errorf("the digest moved for\n%s\n%s", same[frag], same[prompt])
		}
	}
	for _, other := range []files{
		edit(frag, "Never", "never"),
		edit(prompt, "Be brief.", "Be brief!"),
		edit(prompt, `"enterprise"}}`, `"pro"}}`),
		edit(prompt, `default = "free"`, `default = "pro"`),
		edit(prompt, "gpt-5-mini", "gpt-5"),
		edit(prompt, `{{role "user"}}`, `{{role "assistant"}}`),
	} {
		if got := resolve(t, other, "support/triage").Digest(); got == base {
			t.Errorf("the digest stayed for\n%s\n%s", other[frag], other[prompt])
		}
	}
}

// TestMovingTextKeepsTheDigest moves random runs of lines into a fragment.
func TestMovingTextKeepsTheDigest(t *testing.T) {
	head, body, _ := strings.Cut(triage[4:], "+++\n")
	head = "+++\n" + head + "+++\n"
	vars := head[strings.Index(head, "[vars"):strings.LastIndex(head, "+++")]
	base := resolve(t, support, "support/triage")
	lines := strings.SplitAfter(body, "\n")
	lines = lines[:len(lines)-1]
	random := rand.New(rand.NewPCG(1, 2))
	tried := 0
	for range 400 {
		from := random.IntN(len(lines))
		to := from + 1 + random.IntN(len(lines)-from)
		block := strings.Join(lines[from:to], "")
		if !movable(block) {
			continue
		}
		tried++
		moved := files{
			"fragments/safety/no-pii.md": noPII,
			"fragments/moved.md":         "+++\nversion = \"1.0.0\"\n" + vars + "+++\n" + block,
			"support/triage.md":          head + strings.Join(lines[:from], "") + "{{> moved}}\n" + strings.Join(lines[to:], ""),
		}
		tmpl := resolve(t, moved, "support/triage")
		if tmpl.Digest() != base.Digest() {
			t.Fatalf("the digest moved with\n%s\n(-want +got)\n%s", block, cmp.Diff(compose.Canonical(base.Nodes), compose.Canonical(tmpl.Nodes)))
		}
	}
	if tried < 20 {
		t.Errorf("only %d blocks could be moved", tried)
	}
}

// movable reports whether a run of lines is a block: no message tags, whole
// conditions, and no blank line at either end.
func movable(block string) bool {
	blank := func(s string) bool { return strings.TrimSpace(s) == "" }
	lines := strings.Split(strings.TrimSuffix(block, "\n"), "\n")
	return !strings.Contains(block, "{{role") && !blank(lines[0]) && !blank(lines[len(lines)-1]) &&
		strings.Count(block, "{{#") == strings.Count(block, "{{/") &&
		(!strings.Contains(block, "{{/") || strings.Index(block, "{{#") < strings.Index(block, "{{/"))
}

func TestInterfaceBubblesUp(t *testing.T) {
	in := files{
		"fragments/inner.md": "+++\nversion=\"1.0.0\"\n[vars.region]\ntype=\"string\"\nrequired=true\n[vars.mood]\ntype=\"string\"\ndefault=\"calm\"\n+++\nFollow the law of {{region}}, {{mood}}.\n",
		"fragments/outer.md": "+++\nversion=\"1.0.0\"\n+++\n{{> inner}}\n",
		"ask.md":             "+++\nkind=\"prompt\"\n+++\n{{> outer}}\nAnswer.\n",
	}
	tmpl := resolve(t, in, "ask")
	if diff := cmp.Diff([]string{"region"}, tmpl.Interface.Names()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	c, _ := tmpl.Render(map[string]any{"region": "France"}, compose.RenderOptions{})
	if got, want := flat(c), "[user]Follow the law of France, calm.\nAnswer.\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestVariantsAreThoseThatCanBe(t *testing.T) {
	const head = "+++\nkind=\"prompt\"\n[vars.tier]\ntype=\"string\"\nenum=[\"free\",\"pro\",\"team\"]\nrequired=true\n[vars.beta]\ntype=\"boolean\"\ndefault=false\n[vars.note]\ntype=\"string\"\n+++\n"
	for _, tc := range []struct {
		body string
		want []string
	}{
		{"Hello.\n", []string{"always"}},
		{"{{#if beta}}\na\n{{/if}}\nb\n", []string{"beta", "not beta"}},
		{"{{#ifEquals tier \"pro\"}}\na\n{{else ifEquals tier \"free\"}}\nb\n{{else}}\nc\n{{/ifEquals}}\n", []string{`tier = "free"`, `tier = "pro"`, `tier = "team"`}},
		{"{{#ifEquals tier \"pro\"}}\n{{#if beta}}\na\n{{/if}}\n{{/ifEquals}}\nb\n", []string{`tier = "pro", beta`, `tier = "pro", not beta`, `tier is one of "free", "team"`}},
		{"{{#if note}}\n{{note}}\n{{/if}}\nb\n", []string{"note", "no note"}},
		{"{{#if beta}}\na\n{{/if}}\n{{#unless beta}}\nb\n{{/unless}}\n", []string{"beta", "not beta"}},
	} {
		variants, _ := resolve(t, files{"p.md": head + tc.body}, "p").Variants()
		var got []string
		for _, v := range variants {
			got = append(got, v.String())
		}
		if diff := cmp.Diff(tc.want, got, cmp.Transformer("sort", sorted)); diff != "" {
			t.Errorf("%s(-want +got)\n%s", tc.body, diff)
		}
	}
}

func sorted(in []string) map[string]bool {
	out := map[string]bool{}
	for _, s := range in {
		out[s] = true
	}
	return out
}

func TestTooManyVariantsAreCut(t *testing.T) {
	var head, body strings.Builder
	head.WriteString("+++\nkind=\"prompt\"\n")
	for i := range 14 {
		fmt.Fprintf(&head, "[vars.v%d]\ntype=\"boolean\"\ndefault=false\n", i)
		fmt.Fprintf(&body, "{{#if v%d}}\na\n{{/if}}\n", i)
	}
	variants, complete := resolve(t, files{"p.md": head.String() + "+++\n" + body.String()}, "p").Variants()
	if len(variants) != compose.MaxVariants || complete {
		t.Errorf("got %d variants, complete: %v", len(variants), complete)
	}
}

func TestFitDropsTheLowestPriorityFirst(t *testing.T) {
	in := files{
		"fragments/a.md": "aaaa-aaaa\n", "fragments/b.md": "bbbb-bbbb\n", "fragments/c.md": "cccc-cccc\n",
		"p.md": "+++\nkind=\"prompt\"\n[use.a]\noptional=true\npriority=5\n[use.b]\noptional=true\npriority=1\n[use.c]\noptional=true\npriority=1\n+++\nstart\n{{> a}}\n{{> b}}\n{{> c}}\nend\n",
	}
	tmpl := resolve(t, in, "p")
	size := func(c *compose.Composition) int { return len(flat(c)) }
	for _, tc := range []struct {
		limit int
		want  string
		fits  bool
	}{
		{1000, "[user]start\naaaa-aaaa\nbbbb-bbbb\ncccc-cccc\nend\n", true},
		{40, "[user]start\naaaa-aaaa\nbbbb-bbbb\nend\n", true},
		{30, "[user]start\naaaa-aaaa\nend\n", true},
		{16, "[user]start\nend\n", true},
		{5, "[user]start\nend\n", false},
	} {
		c, fits, _ := tmpl.Fit(nil, compose.RenderOptions{}, tc.limit, size)
		if flat(c) != tc.want || fits != tc.fits {
			t.Errorf("limit %d: got %q, fits %v", tc.limit, flat(c), fits)
		}
	}
}

func TestDoublingIncludesEnds(t *testing.T) {
	in := files{"p.md": "+++\nkind=\"prompt\"\n+++\n{{> f0}}\n{{> f0}}\n"}
	for i := range 40 {
		in[fmt.Sprintf("fragments/f%d.md", i)] = fmt.Sprintf("x\n{{> f%d}}\n{{> f%d}}\n", i+1, i+1)
	}
	in["fragments/f40.md"] = "x\n"
	ws := load(t, in)
	prompt, _ := ws.Lookup("p")
	_, found := compose.Resolve(ws, prompt)
	if len(found) != 1 || !strings.Contains(found[0].Message, "expands more than") {
		t.Errorf("got %v", found)
	}
}
