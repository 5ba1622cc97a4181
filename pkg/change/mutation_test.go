package change_test

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/quoin-dev/quoin/pkg/change"
)

// The mutation test: real prompts, each with one known edit; the class and the
// event have to come out.

// A subject is a real prompt with a frame around it, in parts that edits
// change.
type subject struct {
	front  string   // further front matter
	vars   string   // tables of variables
	lines  []string // the body
	at     int      // the rule to edit: a list item of lines
	files  map[string]string
	rnd    *rand.Rand
	before string // of the line at
}

const (
	subjectVars = "[vars.product]\ntype = \"string\"\nrequired = true\n[vars.tier]\ntype = \"string\"\nenum = [\"free\", \"pro\", \"team\"]\ndefault = \"free\"\n"
	calmRule    = "Write in a calm tone, whatever the reader says."
	safeRule    = "- You must not reveal the account number of a customer. {#account}"
)

func (s *subject) clone() *subject {
	c := *s
	c.lines = slices.Clone(s.lines)
	c.files = map[string]string{}
	maps.Copy(c.files, s.files)
	return &c
}

func (s *subject) fs() fstest.MapFS {
	out := fstest.MapFS{"quoin.toml": {}}
	out["prompts/ask.md"] = &fstest.MapFile{Data: []byte("+++\nkind = \"prompt\"\n" + s.front + s.vars + "+++\n" + strings.Join(s.lines, "\n") + "\n")}
	for name, text := range s.files {
		out["prompts/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// rule replaces the rule that edits are about.
func (s *subject) rule(text string) { s.lines[s.at] = text }

// replace changes a text in the body, once.
func (s *subject) replace(old, now string) {
	for i, l := range s.lines {
		if strings.Contains(l, old) {
			s.lines[i] = strings.Replace(l, old, now, 1)
			return
		}
	}
}

func (s *subject) insert(at int, lines ...string) { s.lines = slices.Insert(s.lines, at, lines...) }

// A mutation is a kind of edit with what has to come out of it.
type mutation struct {
	kind  string
	class change.Class
	codes []string // one of them has to be there; none: no event at all
	apply func(s *subject)
	setup func(s *subject) // what the prompt has to have before, nil for nothing
}

func bullet(text string) func(*subject) { return func(s *subject) { s.rule("- " + text) } }

var mutations = []mutation{
	{"add a required variable", change.Breaking, []string{"VAR_REQUIRED_ADDED"}, func(s *subject) {
		s.vars += "[vars.region]\ntype = \"string\"\nrequired = true\n"
		s.insert(0, "The region is {{region}}.")
	}, nil},
	{"add an optional variable", change.Behavioural, []string{"VAR_OPTIONAL_ADDED"}, func(s *subject) {
		s.vars += "[vars.note]\ntype = \"string\"\n"
		s.insert(0, "{{#if note}}Note: {{note}}{{/if}}")
	}, nil},
	{"remove a variable", change.Breaking, []string{"VAR_REMOVED"}, func(s *subject) {
		s.vars = strings.Replace(s.vars, "[vars.product]\ntype = \"string\"\nrequired = true\n", "", 1)
		s.replace("{{product}}", "Acme")
	}, nil},
	{"change a type", change.Breaking, []string{"VAR_TYPE_CHANGED"}, func(s *subject) { s.vars = strings.Replace(s.vars, `"string"`, `"integer"`, 1) }, nil},
	{"narrow an enum", change.Breaking, []string{"VAR_ENUM_NARROWED"}, func(s *subject) { s.vars = strings.Replace(s.vars, `, "team"`, "", 1) }, nil},
	{"widen an enum", change.Behavioural, []string{"VAR_ENUM_WIDENED"}, func(s *subject) { s.vars = strings.Replace(s.vars, `"team"`, `"team", "staff"`, 1) }, nil},
	{"remove a default", change.Breaking, []string{"VAR_DEFAULT_REMOVED"}, func(s *subject) { s.vars = strings.Replace(s.vars, `default = "free"`, "required = true", 1) }, nil},
	{"change a default", change.Behavioural, []string{"VAR_DEFAULT_CHANGED"}, func(s *subject) { s.vars = strings.Replace(s.vars, `default = "free"`, `default = "pro"`, 1) }, nil},
	{"make a variable optional", change.Behavioural, []string{"VAR_RELAXED"}, func(s *subject) {
		s.vars = strings.Replace(s.vars, "required = true\n", "", 1)
	}, nil},
	{"weaken a must", change.Behavioural, []string{"RULE_WEAKENED"}, bullet("You should name the order number in each answer."), bullet("You must name the order number in each answer.")},
	{"strengthen a should", change.Behavioural, []string{"RULE_STRENGTHENED"}, bullet("You must name the order number in each answer."), bullet("You should name the order number in each answer.")},
	{"strengthen a plain rule", change.Behavioural, []string{"RULE_STRENGTHENED"}, func(s *subject) { s.rule("- Always " + lowerFirst(strip(s.before))) }, nil},
	{"negate a rule", change.Behavioural, []string{"RULE_NEGATED"}, bullet("Never name the order number in an answer."), bullet("Always name the order number in an answer.")},
	{"change a number", change.Behavioural, []string{"RULE_NUMBER"}, func(s *subject) { s.rule(s.before + " Use at most 5 of them.") }, func(s *subject) { s.before = s.lines[s.at]; s.rule(s.before + " Use at most 3 of them.") }},
	{"add a rule", change.Behavioural, []string{"RULE_ADDED"}, func(s *subject) { s.insert(s.at, "- Offer a refund for each parcel that was lost on its way.") }, nil},
	{"remove a rule", change.Behavioural, []string{"RULE_REMOVED"}, func(s *subject) { s.lines = slices.Delete(s.lines, s.at, s.at+1) }, nil},
	{"move a rule", change.Behavioural, []string{"RULE_MOVED"}, func(s *subject) {
		line := s.lines[s.at]
		s.lines = slices.Delete(s.lines, s.at, s.at+1)
		s.insert(s.anotherItem(), line)
	}, nil},
	{"reword a rule", change.Behavioural, []string{"RULE_REWORDED"}, func(s *subject) { s.rule(s.before + " and explain why that is so") }, nil},
	{"wrap a line", change.Cosmetic, []string{"TEXT_COSMETIC", "RULE_COSMETIC"}, func(s *subject) {
		words := strings.Fields(s.before)
		s.rule(strings.Join(words[:len(words)/2], " ") + "\n  " + strings.Join(words[len(words)/2:], " "))
	}, nil},
	{"change case and punctuation", change.Cosmetic, []string{"RULE_COSMETIC"}, func(s *subject) { s.rule(strings.ToUpper(s.before) + "!") }, nil},
	{"swap two includes", change.Behavioural, []string{"FRAGMENT_MOVED"}, func(s *subject) {
		s.replace("{{> calm}}", "{{> x}}")
		s.replace("{{> safe}}", "{{> calm}}")
		s.replace("{{> x}}", "{{> safe}}")
	}, nil},
	{"extract a fragment", change.NoOp, nil, func(s *subject) {
		s.files["fragments/rule.md"] = s.before + "\n"
		s.rule("{{> rule}}")
	}, nil},
	{"inline a fragment", change.NoOp, nil, func(s *subject) { s.replace("{{> calm}}", calmRule) }, nil},
	{"put a rule under a condition", change.Behavioural, []string{"RULE_CONDITIONED"}, func(s *subject) {
		s.rule("{{#ifEquals tier \"pro\"}}\n" + s.before + "\n{{/ifEquals}}")
	}, nil},
	{"put an include under a condition", change.Behavioural, []string{"FRAGMENT_CONDITIONED"}, func(s *subject) {
		s.replace("{{> calm}}", "{{#ifEquals tier \"pro\"}}\n{{> calm}}\n{{/ifEquals}}")
	}, nil},
	{"remove an include", change.Behavioural, []string{"FRAGMENT_REMOVED"}, func(s *subject) { s.replace("{{> calm}}", "") }, nil},
	{"add an include", change.Behavioural, []string{"FRAGMENT_ADDED"}, func(s *subject) {
		s.files["fragments/more.md"] = "Mention the opening hours of the shop.\n"
		s.insert(0, "{{> more}}")
	}, nil},
	{"edit a fragment", change.Behavioural, []string{"RULE_REWORDED"}, func(s *subject) {
		s.files["fragments/calm.md"] = strings.Replace(calmRule, "calm", "warm", 1) + "\n"
	}, nil},
	{"change the model", change.Behavioural, []string{"MODEL_CHANGED"}, func(s *subject) { s.front = "model = \"openai/gpt-5\"\n" + s.front }, nil},
	{"change a setting", change.Behavioural, []string{"CONFIG_CHANGED"}, func(s *subject) { s.front += "config = { temperature = 0.9 }\n" }, nil},
	{"change the output format", change.Breaking, []string{"OUTPUT_FORMAT_CHANGED"}, func(s *subject) { s.front += "output = { format = \"json\" }\n" }, nil},
	{"remove a role", change.Breaking, []string{"ROLE_REMOVED"}, func(s *subject) {
		s.replace("{{role \"user\"}}", "")
	}, nil},
	{"remove a tool", change.Breaking, []string{"TOOL_REMOVED"}, func(s *subject) { s.front = "" }, func(s *subject) { s.front = "tools = [{ name = \"search\", description = \"Search.\" }]\n" }},
	{"add a comment", change.NoOp, nil, func(s *subject) { s.insert(s.at, "{{! said by legal }}") }, nil},
	{"add an anchor", change.NoOp, nil, func(s *subject) { s.rule(s.before + " {#rule}") }, nil},
	{"edit an example", change.Behavioural, []string{"EXAMPLE_CHANGED"}, func(s *subject) { s.replace("The parcel is late.", "The parcel came back.") }, nil},
	{"weaken a safety rule", change.Breaking, []string{"SAFETY_RULE_WEAKENED"}, func(s *subject) {
		s.files["fragments/safe.md"] = strings.Replace(s.files["fragments/safe.md"], "must not", "should not", 1)
	}, nil},
	{"remove a safety rule", change.Breaking, []string{"SAFETY_RULE_REMOVED"}, func(s *subject) {
		s.files["fragments/safe.md"] = strings.Replace(s.files["fragments/safe.md"], safeRule, "", 1)
	}, nil},
	{"delete the prompt", change.Breaking, []string{"PROMPT_DELETED"}, func(s *subject) {
		s.files["fragments/other.md"] = "x\n"
		s.front = "DELETE"
	}, nil},
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

var marker = regexp.MustCompile(`^\s*([-*+•]|\d+[.)])\s+`)

func strip(line string) string { return marker.ReplaceAllString(line, "") }

// anotherItem is the position behind a list item that is far from the rule.
func (s *subject) anotherItem() int {
	far, at := 0, s.at+1
	for i, l := range s.lines {
		// Behind an item that ends with its line.
		ends := i+1 == len(s.lines) || !strings.HasPrefix(s.lines[i+1], " ")
		if marker.MatchString(l) && ends && abs(i-s.at) > far {
			far, at = abs(i-s.at), i+1
		}
	}
	return at
}

func abs(n int) int { return max(n, -n) }

// subjects are real prompts that have a rule to edit.
func subjects(t testing.TB, most int) []*subject {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "corpus")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("%s is not there: the edits are made to its prompts", dir)
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	var out []*subject
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || len(text) > 30_000 || strings.Contains(string(text), "{{") || strings.HasPrefix(string(text), "+++") || strings.HasPrefix(string(text), "---") {
			return err
		}
		lines := strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
		var items []int
		seen := map[string]int{}
		fenced := false
		for i, l := range lines {
			seen[strings.ToLower(strip(l))]++
			if strings.HasPrefix(strings.TrimSpace(l), "```") {
				fenced = !fenced
			}
			body := strip(l)
			if !fenced && marker.MatchString(l) && !strings.HasPrefix(l, " ") && plain.MatchString(body) && (i+1 == len(lines) || !strings.HasPrefix(lines[i+1], " ")) {
				items = append(items, i)
			}
		}
		items = slices.DeleteFunc(items, func(i int) bool { return seen[strings.ToLower(strip(lines[i]))] > 1 })
		if len(items) < 3 {
			return nil
		}
		at := items[rnd.IntN(len(items))]
		head := []string{
			`{{role "system"}}`, "You answer for {{product}} on the {{tier}} plan.", "{{> calm}}", "", "<example>", "The parcel is late.", "</example>", "",
		}
		tail := []string{"", "{{> safe}}", `{{role "user"}}`, "Where is my parcel?"}
		s := &subject{
			vars: subjectVars, lines: slices.Concat(head, lines, tail), at: at + len(head), rnd: rnd,
			files: map[string]string{
				"fragments/calm.md": calmRule + "\n",
				"fragments/safe.md": "+++\ntags = [\"safety\"]\n+++\n# Safety\n" + safeRule + "\n- Mask every address in a quotation.\n",
			},
		}
		s.before = s.lines[s.at]
		out = append(out, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	rnd.Shuffle(len(out), func(i, k int) { out[i], out[k] = out[k], out[i] })
	return out[:min(len(out), most)]
}

// plain is a rule that is a sentence in words, without markup that an edit
// would break.
var plain = regexp.MustCompile(`^[A-Z][a-z]+ [A-Za-z ,'-]{20,140}\.?$`)

func TestMutations(t *testing.T) {
	n := 25
	if os.Getenv("QUOIN_BENCH") != "" {
		n = 200
	}
	all := subjects(t, n)
	var classes, events, total int
	for _, m := range mutations {
		var class, event int
		var miss string
		for _, s := range all {
			s = s.clone()
			if m.setup != nil {
				m.setup(s)
			}
			before := s.fs()
			edited := s.clone()
			m.apply(edited)
			after := edited.fs()
			if edited.front == "DELETE" {
				delete(after, "prompts/ask.md")
			}
			r := change.Compare(load(t, before), load(t, after), change.Options{})
			got := outcome(r)
			if r.Class() == m.class {
				class++
			}
			ok := len(m.codes) == 0 && len(r.Prompts) == 0
			for _, p := range r.Prompts {
				ok = ok || slices.ContainsFunc(m.codes, func(c string) bool { return slices.Contains(p.Codes, c) })
			}
			if ok {
				event++
			}
			if (!ok || r.Class() != m.class) && miss == "" {
				miss = fmt.Sprintf("%q: %s", edited.lines[min(edited.at, len(edited.lines)-1)], strings.ReplaceAll(got, "\n", ", "))
			}
		}
		total += len(all)
		classes += class
		events += event
		t.Logf("%-34s class %5.1f%%  event %5.1f%%", m.kind, 100*float64(class)/float64(len(all)), 100*float64(event)/float64(len(all)))
		if c, e := float64(class)/float64(len(all)), float64(event)/float64(len(all)); c < 0.95 || e < 0.9 {
			t.Errorf("%s: want 95%% of classes and 90%% of events; the first that is missed is %s", m.kind, miss)
		}
	}
	t.Logf("%-34s class %5.1f%%  event %5.1f%%  over %d edits", "all", 100*float64(classes)/float64(total), 100*float64(events)/float64(total), total)
}
