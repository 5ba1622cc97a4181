// Package workspacetest makes workspaces for benchmarks and tests. The same
// numbers always give the same bytes.
package workspacetest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing/fstest"
)

// Large makes a workspace of so many fragments and prompts, each of about two
// kilobytes. A prompt includes ten fragments, and one fragment in ten includes
// two others. Every include is known and every variable declared and used, so
// that a check of it measures the work on sound prompts and not the printing
// of problems; with ten fragments a prompt, every fragment is used as well.
func Large(fragments, prompts int) fstest.MapFS {
	g := generator{
		rand: rand.New(rand.NewPCG(1, 2)),
		fsys: fstest.MapFS{"quoin.toml": {Data: []byte("[budget]\nmax_input = 200_000\n")}},
	}
	for i := range fragments {
		g.put("fragments/"+fragmentID(i), g.fragment(i))
	}
	for i := range prompts {
		g.put(fmt.Sprintf("product%02d/prompt%05d", i%40, i), g.prompt(i, fragments))
	}
	return g.fsys
}

type generator struct {
	rand *rand.Rand
	fsys fstest.MapFS
}

func (g *generator) put(id, text string) {
	g.fsys["prompts/"+id+".md"] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
}

func fragmentID(i int) string { return fmt.Sprintf("area%02d/piece%05d", i%100, i) }

// variables are what fragments and prompts speak of.
var variables = []string{"product", "customer", "language", "region", "plan", "channel", "locale", "audience"}

func (g *generator) fragment(i int) string {
	var b strings.Builder
	name := variables[g.rand.IntN(len(variables))]
	fmt.Fprintf(&b, "+++\nversion = \"1.%d.0\"\nsummary = \"What holds for case %d.\"\ntags    = [\"area%02d\"]\nbudget  = { max = 900 }\n", i%7, i, i%100)
	fmt.Fprintf(&b, "[vars.%s]\ntype = \"string\"\nrequired = true\n+++\n## Case %d of {{%s}}\n\n", name, i, name)
	g.paragraphs(&b, 3)
	g.bullets(&b, 9)
	if i%10 == 0 && i > 10 {
		fmt.Fprintf(&b, "\n{{> %s}}\n\n{{> %s}}\n", fragmentID(i-1), fragmentID(i-2))
	}
	return b.String()
}

func (g *generator) prompt(i, fragments int) string {
	var b strings.Builder
	b.WriteString("+++\nkind    = \"prompt\"\nversion = \"2.0.0\"\nmodel   = \"openai/gpt-5-mini\"\nfeature = \"support\"\n\n[config]\ntemperature = 0.2\n\n")
	for _, name := range variables {
		fmt.Fprintf(&b, "[vars.%s]\ntype = \"string\"\nrequired = true\nstable = true\nsample = \"Acme\"\n", name)
	}
	b.WriteString("[vars.question]\ntype = \"text\"\nrequired = true\nuntrusted = true\ntokens = 200\n")
	b.WriteString("[vars.tier]\ntype = \"string\"\nenum = [\"free\", \"pro\"]\ndefault = \"free\"\n+++\n{{role \"system\"}}\n# Task\n\n")
	fmt.Fprintf(&b, "Answer for {{%s}}.\n\n", strings.Join(variables, "}}, {{"))
	for k := range min(10, fragments) {
		fmt.Fprintf(&b, "{{> %s}}\n\n", fragmentID((i*10+k)%fragments))
	}
	b.WriteString("{{#ifEquals tier \"pro\"}}\n")
	g.bullets(&b, 3)
	b.WriteString("{{/ifEquals}}\n\n{{role \"user\"}}\n<question>\n{{question}}\n</question>\n")
	return b.String()
}

// words make sentences that look like instructions and hardly ever repeat.
var words = strings.Fields(`account address agent amount answer apology attachment balance billing bug call cancel
card carrier case category charge chat claim clause client code complaint contact contract country courier coupon
credit currency date deadline delay delivery deposit detail device discount dispute draft email error escalation
evidence exchange expiry export failure feature fee feedback field form fraud guarantee guide history identity
incident income input inquiry insurance invoice issue item journal key label language ledger letter limit link list
location login manager manual market meeting message meter method mistake month name network note notice number
offer office option order outage owner package page parcel password patch path payment penalty period permit phone
photo plan policy portal price priority product profile promise proof question quota rate reason receipt record
refund region reminder renewal repair report request response return review risk role rule sale schedule screen
season secret section seller service session setting shipment signature site source stage statement status step
stock store subject supplier support survey switch table tariff task tax team term text ticket time title token
tool topic total trace trial update upgrade usage user value vendor version visit voucher warranty website week`)

var openings = []string{"Check", "Mention", "Quote", "Compare", "Ask for", "Summarise", "Name", "Confirm", "Use", "Describe"}

// sentence writes one instruction of so many words.
func (g *generator) sentence(b *strings.Builder, n int) {
	b.WriteString(openings[g.rand.IntN(len(openings))])
	for i := range n {
		if i%3 == 0 {
			b.WriteString(" the")
		}
		b.WriteString(" " + words[g.rand.IntN(len(words))])
	}
	b.WriteString(".")
}

func (g *generator) paragraphs(b *strings.Builder, n int) {
	for range n {
		for range 3 {
			g.sentence(b, 10)
			b.WriteString(" ")
		}
		g.sentence(b, 8)
		b.WriteString("\n\n")
	}
}

func (g *generator) bullets(b *strings.Builder, n int) {
	for range n {
		b.WriteString("- ")
		g.sentence(b, 7)
		b.WriteString("\n")
	}
}
