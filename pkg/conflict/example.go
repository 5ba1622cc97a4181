package conflict

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strings"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/instruct"
)

// An ExampleFinding is an example that breaks a rule of its own prompt.
type ExampleFinding struct {
	Rule        string // "conflict/example"
	Severity    diag.Severity
	Instruction *instruct.Instruction
	Message     int // which message, and the byte range in it
	Start, End  int
	Reason      string
	Help        string
}

// shownOutput finds what the model is shown to say within an example.
var shownOutput = regexp.MustCompile(`(?is)<(output|response|answer|assistant|ideal_output|ideal_response|completion)>(.*?)</(?:output|response|answer|assistant|ideal_output|ideal_response|completion)>|` +
	`(?:^|\n)[ \t*]*(?:output|response|answer|assistant|ai|a)[ \t*]*:[ \t*]*(.+?)(?:\n[ \t*]*(?:input|user|human|question|q)[ \t*]*:|\n\s*\n|\z)`)

var emoji = regexp.MustCompile(`[\x{1F300}-\x{1FAFF}\x{2600}-\x{27BF}]`)

// Examples returns the examples of a document that break a rule which can be
// checked: the length, JSON, emoji or exclamation marks of the whole answer.
func Examples(doc instruct.Document, ins []instruct.Instruction) []ExampleFinding {
	var out []ExampleFinding
	for _, ex := range instruct.Examples(doc) {
		for _, m := range shownOutput.FindAllStringSubmatchIndex(ex.Text, -1) {
			from, to := m[4], m[5]
			if from < 0 {
				from, to = m[6], m[7]
			}
			text := strings.TrimSpace(ex.Text[from:to])
			if text == "" {
				continue
			}
			for i := range ins {
				if why := breaks(&ins[i], text); why != "" {
					out = append(out, ExampleFinding{
						Rule: "conflict/example", Severity: diag.Warning, Instruction: &ins[i], Message: ex.Message, Start: ex.Start + from, End: ex.Start + to,
						Reason: why, Help: "mend the example: a model follows it sooner than the rule",
					})
				}
			}
		}
	}
	return out
}

// breaks says which rule of an instruction a shown answer breaks, if any.
func breaks(in *instruct.Instruction, text string) string {
	for i := range in.Constraints {
		c := &in.Constraints[i]
		if c.Subject != "" || len(c.Scope) > 0 || c.Implied || c.Strength < instruct.Should {
			continue
		}
		if why := breaksOne(c, text); why != "" {
			return why
		}
	}
	return ""
}

func breaksOne(c *instruct.Constraint, text string) string {
	switch {
	case c.Range != nil && c.Dimension == "word":
		n := len(strings.Fields(text))
		if float64(n) > c.Range.Hi && !math.IsInf(c.Range.Hi, 1) || float64(n) < c.Range.Lo {
			return fmt.Sprintf("the example has %d words, the rule says %s", n, interval(c))
		}
	case c.Dimension == "output-format" && c.Value == "json" && c.Polarity == instruct.Require:
		if !json.Valid([]byte(unfence(text))) && !strings.ContainsAny(text[:1], "{[") {
			return "the example is no JSON"
		}
	case c.Dimension == "element/emoji" && c.Polarity == instruct.Forbid && len(c.Apart) == 0:
		if emoji.MatchString(text) {
			return "the example has an emoji"
		}
	case c.Dimension == "element/exclamation mark" && c.Polarity == instruct.Forbid && len(c.Apart) == 0:
		if strings.Contains(text, "!") {
			return "the example has an exclamation mark"
		}
	}
	return ""
}

// unfence takes a code fence off a text.
func unfence(s string) string {
	if rest, ok := strings.CutPrefix(s, "```"); ok {
		if _, body, ok := strings.Cut(rest, "\n"); ok {
			return strings.TrimSuffix(strings.TrimSpace(body), "```")
		}
	}
	return s
}
