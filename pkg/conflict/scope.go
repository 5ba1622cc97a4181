package conflict

import (
	"fmt"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/instruct"
)

// outside names the targets that are no part of what the model answers.
var outside = []string{
	"code", "code comment", "code file", "commit message", "pull request", "changelog", "error message", "status update", "documentation", "docstring", "variable", "function",
	"class", "constant", "parameter", "key", "file name", "identifier", "keyword", "branch", "test", "end-to-end test", "log", "chat message", "prompt", "string",
}

// elsewhere says why two demands are about different things, if they are.
func (j *judge) elsewhere(a, b side) string {
	if x, y := caseOf(a.in.Headings), caseOf(b.in.Headings); x != "" && y != "" && x != y {
		return fmt.Sprintf("one holds under %q, the other under %q", x, y)
	}
	if a.con.Action != nil {
		return ""
	}
	an, aq, _ := strings.Cut(a.con.Subject, "#")
	bn, bq, _ := strings.Cut(b.con.Subject, "#")
	if aq != bq && (aq != "" && bq != "" || a.con.Range != nil && a.con.Polarity == instruct.Require && strictly(a.con, b.con)) {
		return fmt.Sprintf("one counts %s, the other %s", orAnswer(aq), orAnswer(bq))
	}
	if a.in.Text != "" && (strings.Contains(b.in.Lead, a.in.Text) || strings.Contains(a.in.Lead, b.in.Text)) {
		return "one introduces the other"
	}
	if why := narrower(a, b) + narrower(b, a); why != "" {
		return why
	}
	if why := particular(a, b); why != "" {
		return why
	}
	aName, aApart, _ := strings.Cut(an, "|")
	bName, bApart, _ := strings.Cut(bn, "|")
	if a.con.Range == nil && b.con.Range == nil {
		aName, bName = whole(aName, bName), whole(bName, aName)
	} else if a.con.Range != nil && b.con.Range != nil && (exceeds(a.con, b.con, aName, bName) || exceeds(b.con, a.con, bName, aName)) {
		return ""
	}
	if aName == bName {
		aApart, bApart = j.beyond(aApart, bApart), j.beyond(bApart, aApart)
		refines := (aApart == "") != (bApart == "") && a.con.Polarity == instruct.Require && b.con.Polarity == instruct.Require
		if aApart == bApart || (aApart == "" || bApart == "") && !refines {
			return j.sections(a, b)
		}
		return fmt.Sprintf("one is about the %s, the other about the %s", subject(a.con), subject(b.con))
	}
	if covers(a.con, aName, bName) || covers(b.con, bName, aName) {
		return ""
	}
	if a.con.Range == nil && (aName == "" && subset(strings.Fields(bName), a.in.Words()) || bName == "" && subset(strings.Fields(aName), b.in.Words())) {
		return "" // "return the itinerary as …" speaks of the itinerary too
	}
	return fmt.Sprintf("one is about %s, the other about %s", orAnswer(subject(a.con)), orAnswer(subject(b.con)))
}

// beyond returns the words that set a target apart, less those of the title: in
// a guide to Fortran all keywords are Fortran's.
func (j *judge) beyond(apart, other string) string {
	if apart == "short" && other == "" {
		return "" // "a short summary" is a summary
	}
	words := strings.Fields(apart)
	words = slices.DeleteFunc(words, func(w string) bool { return strings.Contains(j.title, w) })
	return strings.Join(words, " ")
}

// wholes are the targets that can be all that a model answers with.
var wholes = []string{"story", "email", "report", "essay", "cover letter", "social post", "marketing", "plan", "description"}

// whole reads a target that may be the answer as the answer, where the other
// side speaks of nothing narrower.
func whole(name, other string) string {
	if other == "" && slices.Contains(wholes, name) {
		return ""
	}
	return name
}

// parts are the targets of which an answer may have several.
var parts = []string{"section", "step", "item", "point", "entry", "row", "option", "reason", "line", "paragraph", "sentence", "bullet", "summary", "introduction", "conclusion", "claim", "title", "heading", "greeting"}

// exceeds reports whether a part must be longer than the whole may be.
func exceeds(part, all *instruct.Constraint, partName, allName string) bool {
	return slices.Contains(parts, partName) && allName == "" && all.Subject == "" && part.Dimension == all.Dimension && part.Range.Lo > all.Range.Hi
}

// narrower says why a qualified ban does not reach a demand: a ban on generic
// headings bans no heading.
func narrower(a, b side) string {
	if a.con.Polarity == instruct.Forbid && len(a.con.Apart) > 0 && !subset(a.con.Apart, b.in.Words()) {
		return "only " + strings.Join(a.con.Apart, " ") + " ones are banned"
	}
	if a.con.Polarity == instruct.Forbid && a.con.Rule == "conflict/element" && len(b.con.Beside) > 0 && apart(a, b) {
		return "only those about " + strings.Join(a.con.About, " ") + " are banned"
	}
	if a.con.Range == nil && apart(a, b) && apart(b, a) {
		return "they act on different things"
	}
	return ""
}

// apart reports whether a names circumstances of which b knows nothing.
func apart(a, b side) bool {
	words := slices.Clone(a.con.About)
	for _, c := range conditions(a.con) {
		if !c.Purpose {
			words = append(words, c.Words...)
		}
	}
	return len(words) > 0 && len(a.con.About)+len(b.con.About) > 0 && !overlap(words, b.in.Words())
}

// strictly reports whether only one of two counts is qualified: "five evidence
// bullets" and "one bullet".
func strictly(a, b *instruct.Constraint) bool {
	return a.Range.Hi > b.Range.Hi && strings.Contains(b.Subject, "#") || b.Range.Hi > a.Range.Hi && strings.Contains(a.Subject, "#")
}

func orAnswer(s string) string {
	if s == "" {
		return "the answer"
	}
	return "the " + s
}

// covers reports whether a ban on the whole answer covers a demand about a part.
func covers(whole *instruct.Constraint, wholeName, partName string) bool {
	if wholeName != "" || whole.Polarity != instruct.Forbid || whole.Range != nil {
		return false
	}
	return whole.Absolute || !slices.Contains(outside, partName)
}

// sections says that two demands about the answer stand in different sections
// and so are about these.
func (j *judge) sections(a, b side) string {
	if a.con.Absolute && b.con.Absolute {
		return ""
	}
	if a.con.Polarity == instruct.Forbid || b.con.Polarity == instruct.Forbid {
		return ""
	}
	counted := a.con.Range != nil && part(a.con) && part(b.con)
	if a.con.Subject != "" && !counted && (!technology(a.in.Headings) || !technology(b.in.Headings)) {
		return ""
	}
	sa, sb := j.sect[j.at[a.in.Index]], j.sect[j.at[b.in.Index]]
	if sa != "" && sb != "" && sa != sb {
		return fmt.Sprintf("they stand in the sections %q and %q", sa, sb)
	}
	return ""
}

// caseWords are the words of headings that name a case rather than a topic.
var caseWords = []string{
	"mode", "version", "variant", "level", "tier", "phase", "stage", "step", "scenario", "case", "option", "type", "when", "if", "during", "before", "after", "requests", "queries", "questions",
	"users", "customers", "learners", "beginners", "experts", "emails", "plan",
}

// caseOf returns the innermost heading that names a case: "Quick mode".
func caseOf(headings []string) string {
	for _, h := range slices.Backward(headings[min(1, len(headings)):]) {
		for w := range strings.FieldsSeq(strings.ToLower(h)) {
			if slices.Contains(caseWords, strings.Trim(w, ":,()*#")) {
				return h
			}
		}
	}
	return ""
}

// technologies name sections that speak of one kind of code only.
var technologies = []string{
	"python", "javascript", "typescript", "go", "golang", "rust", "java", "kotlin", "swift", "ruby", "php", "c", "c++", "c#", "css", "html", "sql", "yaml", "json", "markdown", "bash", "shell",
	"react", "vue", "angular", "svelte", "terraform", "docker", "frontend", "backend", "database", "scala", "elixir", "dart", "r",
}

func technology(headings []string) bool {
	if len(headings) == 0 {
		return false
	}
	for w := range strings.FieldsSeq(strings.ToLower(headings[len(headings)-1])) {
		if slices.Contains(technologies, strings.Trim(w, ":,()&")) {
			return true
		}
	}
	return false
}

// generic are words of headings that name no part of an answer.
var generic = []string{
	"rule", "rules", "constraint", "constraints", "output", "style", "format", "formatting", "guideline", "guidelines", "instruction", "instructions", "requirement", "requirements", "important",
	"response", "notes", "note", "tone", "general", "guidelines:", "principles", "policy", "policies", "behavior", "behaviour", "task", "role", "goal", "goals", "core", "additional", "key", "reminders", "reminder", "final", "limits", "writing", "voice", "length", "&", "and", "the", "your", "quality", "standards", "section", "sections",
}

// section returns the innermost heading below the title that is not generic.
func section(headings []string) string {
	if len(headings) < 2 {
		return ""
	}
	innermost := headings[len(headings)-1]
	words := strings.Fields(strings.ToLower(innermost))
	if slices.ContainsFunc(words, func(w string) bool { return slices.Contains(generic, strings.Trim(w, ":*#")) }) {
		return ""
	}
	return innermost
}

// cases says why two demands do not hold in one case, if they do not.
func cases(a, b side) string {
	if why := exception(a, b); why != "" {
		return why
	}
	if why := exception(b, a); why != "" {
		return why
	}
	ca, cb := conditions(a.con), conditions(b.con)
	if points(ca) != points(cb) {
		return "one holds in a case named before it"
	}
	switch {
	case len(ca) == 0 && len(cb) == 0:
		return ""
	case len(ca) > 0 && len(cb) > 0:
		if same(ca, cb) {
			return ""
		}
		return fmt.Sprintf("one holds %s, the other %s", ca[0].Text, cb[0].Text)
	case len(ca) > 0:
		return open(b, a, ca[0])
	}
	return open(a, b, cb[0])
}

// points reports whether a condition names no case but points at one: "in this case".
func points(conds []instruct.Condition) bool {
	return slices.ContainsFunc(conds, func(c instruct.Condition) bool {
		return len(c.Words) == 0 && (strings.HasPrefix(c.Text, "in ") || c.Text == "otherwise")
	})
}

// conditions returns the cases in which alone a demand holds.
func conditions(c *instruct.Constraint) []instruct.Condition {
	var out []instruct.Condition
	for _, cond := range c.Scope {
		if cond.Kind == instruct.If && (c.Dimension != "clarify" || !doubtful(cond)) {
			out = append(out, cond)
		}
	}
	return out
}

// doubts are the stems of the case that all asking back is for.
var doubts = []string{"unclear", "ambigu", "ambiguous", "unsur", "doubt", "miss", "uncertain", "vagu", "someth", "anyth", "requir", "inform", "detail"}

// doubtful reports whether a condition says no more than that something is unclear.
func doubtful(c instruct.Condition) bool {
	return len(c.Words) > 0 && !c.Negated && subset(c.Words, doubts)
}

// same reports whether two lists of conditions describe one case.
func same(a, b []instruct.Condition) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Negated == y.Negated && alike(x.Words, y.Words) {
				return true
			}
		}
	}
	return false
}

// alike reports whether one bag contains the other and is not much larger.
func alike(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	common := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			common++
		}
	}
	return common == min(len(a), len(b)) && 2*common >= max(len(a), len(b))
}

// open says why an unconditional demand yields to a conditional one: a rule
// and its refinement, unless the rule says that it has none.
func open(rule, exempt side, when instruct.Condition) string {
	always, sometimes := rule.con, exempt.con
	if always.Implied {
		return "one only follows from a rule, the other is the case " + when.Text
	}
	share := 2 // thirds of the words of the case
	if always.Rule == "conflict/action" {
		share = 3
	}
	if names(rule.in, when, share) {
		return ""
	}
	if always.Default {
		return "one is a default, the other the case " + when.Text
	}
	if always.Absolute || always.Polarity == instruct.Forbid || always.Action == nil && always.Strength == instruct.Must && sometimes.Polarity == instruct.Forbid && always.Rule != "conflict/action" {
		return ""
	}
	return "one is the rule, the other the case " + when.Text
}

// names reports whether an instruction is itself about the case: feedback, and
// "when giving feedback".
func names(in *instruct.Instruction, when instruct.Condition, share int) bool {
	common := 0
	for _, w := range when.Words {
		if slices.Contains(in.Words(), w) {
			common++
		}
	}
	return common >= 1 && 3*common >= share*len(when.Words)
}

// exception says why the exception of a covers b.
func exception(a, b side) string {
	for _, cond := range a.con.Scope {
		if cond.Kind != instruct.Unless {
			continue
		}
		if len(cond.Words) == 0 {
			if len(conditions(b.con)) > 0 || asksUser(b.in) {
				return "one excepts the case " + cond.Text
			}
			continue
		}
		common := 0
		for _, w := range cond.Words {
			if slices.Contains(b.in.Words(), w) {
				common++
			}
		}
		if 2*common >= len(cond.Words) && len(conditions(b.con)) > 0 || common == len(cond.Words) && common > 0 {
			return "one excepts the case " + cond.Text
		}
	}
	return ""
}

// asksUser reports whether an instruction speaks of the user's wish.
func asksUser(in *instruct.Instruction) bool {
	return slices.Contains(in.Words(), "user") || slices.Contains(in.Words(), "custom")
}
