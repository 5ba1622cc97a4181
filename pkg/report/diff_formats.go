package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/quoin-dev/quoin/pkg/change"
	"github.com/quoin-dev/quoin/pkg/release"
)

type diffEvent struct {
	Layer change.Layer `json:"layer"`
	Kind  string       `json:"kind"`
	Code  string       `json:"code"`
	Class change.Class `json:"class"`
	Text  string       `json:"text"`
	Name  string       `json:"name,omitempty"`
	Old   string       `json:"old,omitempty"`
	New   string       `json:"new,omitempty"`
	Via   string       `json:"via,omitempty"`
	Path  string       `json:"path,omitempty"`
	Line  int          `json:"line,omitempty"`
}

type diffTokens struct {
	Before int `json:"before"`
	After  int `json:"after"`
}

type diffModel struct {
	Model string `json:"model"`
	diffTokens
}

type diffMoney struct {
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

type diffPrompt struct {
	ID      string       `json:"id"`
	Was     string       `json:"was,omitempty"`
	Path    string       `json:"path"`
	Class   change.Class `json:"class"`
	Bump    release.Bump `json:"bump"`
	Codes   []string     `json:"codes"`
	Events  []diffEvent  `json:"events"`
	Tokens  diffTokens   `json:"tokens"`
	Also    []diffModel  `json:"tokens_of_other_models,omitempty"`
	Prefix  diffTokens   `json:"stable_prefix"`
	Calls   *diffMoney   `json:"usd_per_1000_calls,omitempty"`
	Month   *diffMoney   `json:"usd_per_month,omitempty"`
	Labels  []string     `json:"labels"`
	Suite   bool         `json:"suite"`
	Digests diffMoney    `json:"digest"`
}

// DiffJSON writes a change report as JSON.
func DiffJSON(w io.Writer, r *change.Report) error {
	type fragment struct {
		ID      string   `json:"id"`
		Path    string   `json:"path"`
		Prompts []string `json:"prompts"`
	}
	out := struct {
		Version   int          `json:"version"`
		Prompts   []diffPrompt `json:"prompts"`
		Unchanged []string     `json:"unchanged"`
		Fragments []fragment   `json:"fragments"`
	}{1, []diffPrompt{}, append([]string{}, r.Unchanged...), []fragment{}}
	for i := range r.Prompts {
		out.Prompts = append(out.Prompts, jsonDiff(&r.Prompts[i]))
	}
	for _, t := range r.Touched {
		out.Fragments = append(out.Fragments, fragment{t.ID, t.Path, t.Prompts})
	}
	return writeJSON(w, out)
}

func jsonDiff(p *change.Prompt) diffPrompt {
	n := p.Numbers
	out := diffPrompt{
		ID: p.ID, Was: p.Was, Path: p.Path, Class: p.Class, Bump: p.Bump(), Codes: append([]string{}, p.Codes...), Events: []diffEvent{},
		Tokens: diffTokens{n.Before.Tokens.High, n.After.Tokens.High}, Prefix: diffTokens{n.Before.Prefix, n.After.Prefix},
		Labels: append([]string{}, p.Labels...), Suite: p.Suite,
	}
	for _, also := range n.Also {
		out.Also = append(out.Also, diffModel{also.Model, diffTokens{also.Before.High, also.After.High}})
	}
	if p.Before != nil {
		out.Digests.Before = p.Before.Digest().String()
	}
	if p.After != nil {
		out.Digests.After = p.After.Digest().String()
	}
	if n.Before.Priced || n.After.Priced {
		out.Calls = &diffMoney{n.Before.Calls.Decimal(), n.After.Calls.Decimal()}
		out.Month = &diffMoney{n.Before.Month.Decimal(), n.After.Month.Decimal()}
	}
	for _, e := range p.Events {
		path, line := placeIn(e.Span)
		out.Events = append(out.Events, diffEvent{e.Layer, e.Kind, e.Code, e.Class, e.Text(), e.Name, e.Old, e.New, e.Via, path, line})
	}
	return out
}

// DiffMarkdown writes a change report as Markdown, for a comment or a page.
func DiffMarkdown(w io.Writer, r *change.Report) error {
	var b strings.Builder
	if len(r.Prompts) == 0 {
		fmt.Fprintf(&b, "No prompt changed: %s proven unchanged by digest.\n", plural(len(r.Unchanged), "prompt"))
		_, err := io.WriteString(w, b.String())
		return err
	}
	b.WriteString("| prompt | class | version | rules | tokens | $/1,000 calls |\n|---|---|---|---|--:|--:|\n")
	for i := range r.Prompts {
		p := &r.Prompts[i]
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s |\n", clean(p.ID), p.Class, strings.TrimSpace(versions(p)), ruleMarks(p), tokensChange(p.Numbers), callsChange(p.Numbers))
	}
	for i := range r.Prompts {
		p := &r.Prompts[i]
		fmt.Fprintf(&b, "\n### `%s`: %s\n\n", clean(p.ID), p.Class)
		for _, e := range p.Events {
			name := ""
			if e.Name != "" && e.Text() != e.Name {
				name = "`" + clean(e.Name) + "` "
			}
			fmt.Fprintf(&b, "- %s %s%s `%s`%s\n", markOf(e), name, markdownText(eventText(e)), e.Code, markdownText(where(e)))
		}
	}
	if len(r.Unchanged) > 0 {
		fmt.Fprintf(&b, "\n<details><summary>proven unchanged: %s</summary>\n\n%s\n</details>\n", plural(len(r.Unchanged), "prompt"), markdownText(nameSome(r.Unchanged, 200)))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// markdownText escapes what Markdown and HTML would take for their own.
func markdownText(s string) string {
	return strings.NewReplacer("<", "&lt;", ">", "&gt;", "|", `\|`, "*", `\*`, "_", `\_`, "`", "'", "[-", "~~", "-]", "~~", "{+", "**", "+}", "**").Replace(clean(s))
}

// DiffGitHub writes a change report as annotations of GitHub Actions: an error
// for what breaks, a warning for what behaves otherwise.
func DiffGitHub(w io.Writer, r *change.Report) error {
	escape := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for i := range r.Prompts {
		p := &r.Prompts[i]
		for _, e := range p.Events {
			level := "notice"
			switch e.Class {
			case change.Breaking:
				level = "error"
			case change.Behavioural:
				level = "warning"
			default:
			}
			path, line := placeIn(e.Span)
			if path == "" {
				path, line = p.Path, 1
			}
			if _, err := fmt.Fprintf(w, "::%s file=%s,line=%d,title=%s::%s\n", level, property.Replace(path), line,
				property.Replace(p.ID+": "+e.Code), escape.Replace(eventText(e))); err != nil {
				return err
			}
		}
	}
	return nil
}
