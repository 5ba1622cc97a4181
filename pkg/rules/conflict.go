package rules

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/conflict"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/suggest"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// conflictWhy is the same for every kind of conflict: what it costs does not
// depend on what the two are about.
const conflictWhy = "Nothing fails when a prompt says two things that cannot both hold. The model follows one of them today and the " +
	"other tomorrow, and each call pays for both."

var conflictRange = &analysis.Rule{
	Name: "conflict/range", Level: diag.Error, Loose: true,
	Doc: conflictDoc("two demands on a size or number cannot both be met",
		"- You must answer in at most 50 words.\n- The answer must have at least 200 words.\n",
		"- You must answer in at most 50 words.\n- The answer must have at least 20 words.\n"),
	Prompt: conflictsOf("conflict/range"),
}

var conflictFormat = &analysis.Rule{
	Name: "conflict/format", Level: diag.Error, Loose: true,
	Doc: conflictDoc("two demands on the output format exclude each other",
		"- You must respond only with valid JSON.\n- Always format the answer as a YAML document.\n",
		"- You must respond only with valid JSON.\n- Indent the JSON by two spaces.\n"),
	Prompt: conflictsOf("conflict/format"),
}

var conflictElement = &analysis.Rule{
	Name: "conflict/element", Level: diag.Error, Loose: true,
	Doc: conflictDoc("something is demanded in the answer and banned from it",
		"- Start every section with an emoji.\n- Never use emojis.\n",
		"- Start every section with a heading.\n- Never use emojis.\n"),
	Prompt: conflictsOf("conflict/element"),
}

var conflictLanguage = &analysis.Rule{
	Name: "conflict/language", Level: diag.Error, Loose: true,
	Doc: conflictDoc("two languages are demanded of one answer",
		"- Always answer in French.\n- Answer only in English.\n",
		"- Always answer in French.\n- Spell out every number.\n"),
	Prompt: conflictsOf("conflict/language"),
}

var conflictVoice = &analysis.Rule{
	Name: "conflict/voice", Level: diag.Error, Loose: true,
	Doc: conflictDoc("two persons or tenses are demanded of one answer",
		"- Always write in the first person.\n- Write in the third person.\n",
		"- Always write in the first person.\n- Write in the present tense.\n"),
	Prompt: conflictsOf("conflict/voice"),
}

var conflictTone = &analysis.Rule{
	Name: "conflict/tone", Level: diag.Error, Loose: true,
	Doc: conflictDoc("two tones are demanded that one answer cannot have",
		"- Always keep a formal tone.\n- Write in a casual, informal tone.\n",
		"- Always keep a formal tone.\n- Be friendly.\n"),
	Prompt: conflictsOf("conflict/tone"),
}

var conflictClosedOutput = &analysis.Rule{
	Name: "conflict/closed-output", Level: diag.Error, Loose: true,
	Doc: conflictDoc("an answer may hold nothing but one thing, and something else is demanded",
		"- Output only the JSON object and nothing else.\n- Explain your reasoning before the JSON.\n",
		"- Output only the JSON object and nothing else.\n- Choose the label that fits best.\n"),
	Prompt: conflictsOf("conflict/closed-output"),
}

var conflictPosition = &analysis.Rule{
	Name: "conflict/position", Level: diag.Error, Loose: true,
	Doc: conflictDoc("two things are demanded in the same place",
		"- Always put the summary at the end of the answer.\n- Always put the summary at the beginning of the answer.\n",
		"- Always put the summary at the end of the answer.\n- Put the title at the beginning of the answer.\n"),
	Prompt: conflictsOf("conflict/position"),
}

var conflictJudged = &analysis.Rule{
	Name: conflict.RuleJudged, Level: diag.Info, Reported: true,
	Doc: analysis.Doc{
		Title: "a model that was asked finds that two instructions contradict each other",
		Why: "What is known of words does not reach every contradiction. `quoin conflicts --judge-exec` asks a model about the pairs that " +
			"came close; what it says is a note, because it may say something else tomorrow.",
		Since: "0.2",
	},
}

var conflictKeyword = &analysis.Rule{
	Name: "conflict/keyword", Level: diag.Error, Loose: true,
	Doc: conflictDoc("a word is demanded and banned",
		"- Always include the word \"guarantee\" in the answer.\n- Never use the word \"guarantee\".\n",
		"- Always include the word \"warranty\" in the answer.\n- Never use the word \"guarantee\".\n"),
	Prompt: conflictsOf("conflict/keyword"),
}

var conflictAction = &analysis.Rule{
	Name: "conflict/action", Level: diag.Error, Loose: true,
	Doc: conflictDoc("an act is demanded and banned",
		"- Always mention competitor products.\n- Never mention competitor products.\n",
		"- Always mention our products.\n- Never mention competitor products.\n"),
	Prompt: conflictsOf("conflict/action"),
}

var conflictAutonomy = &analysis.Rule{
	Name: "conflict/autonomy", Level: diag.Error, Loose: true,
	Doc: conflictDoc("the model is to ask first, and not to ask",
		"- Always ask for permission before you edit a file.\n- Never ask for permission; edit files right away.\n",
		"- Always ask for permission before you edit a file.\n- Read files right away.\n"),
	Prompt: conflictsOf("conflict/autonomy"),
}

var conflictTool = &analysis.Rule{
	Name: "conflict/tool", Level: diag.Error, Loose: true,
	Doc: conflictDoc("the use of a tool is demanded and banned",
		"- Always use the `search` tool before you answer.\n- Never use the `search` tool.\n",
		"- Always use the `search` tool before you answer.\n- Never delete a file without asking.\n"),
	Prompt: conflictsOf("conflict/tool"),
}

var conflictChoice = &analysis.Rule{
	Name: "conflict/choice", Level: diag.Error, Loose: true,
	Doc: conflictDoc("two things are demanded of which only one can be had",
		"- Always use tabs for indentation.\n- Indent with spaces.\n",
		"- Always use tabs for indentation.\n- Put spaces around operators.\n"),
	Prompt: conflictsOf("conflict/choice"),
}

var conflictPersona = &analysis.Rule{
	Name: "conflict/persona", Level: diag.Error, Loose: true,
	Doc: conflictDoc("the model is told to keep its part, and to leave it",
		"- Never break character.\n- Break character when it helps the user.\n",
		"- Never break character.\n- Speak of the ship when it helps the user.\n"),
	Prompt: conflictsOf("conflict/persona"),
}

var conflictPriority = &analysis.Rule{
	Name: "conflict/priority", Level: diag.Error, Loose: true,
	Doc: conflictDoc("two statements about what wins contradict each other, or one names an anchor that does not exist",
		"- Speed matters more than accuracy.\n- Accuracy matters more than speed.\n",
		"- Speed matters more than style.\n- Accuracy matters more than speed.\n"),
	Prompt: func(pass *analysis.Pass, t *compose.Template) {
		conflictsOf("conflict/priority")(pass, t)
		checkAnchors(pass, t)
	},
}

// conflictDoc documents one family of conflicts. The examples are the bodies of
// prompts.
func conflictDoc(title, bad, good string) analysis.Doc {
	const prompt = "+++\nkind = \"prompt\"\n+++\n"
	return analysis.Doc{Title: title, Why: conflictWhy, Bad: prompt + bad, Good: prompt + good, Since: "0.1"}
}

// conflictsOf reports the conflicts of one family. All families are found at
// once, by whichever rule asks first.
func conflictsOf(name string) func(*analysis.Pass, *compose.Template) {
	return func(pass *analysis.Pass, t *compose.Template) {
		for _, d := range conflictsIn(pass, t) {
			if d.Rule == name {
				pass.Report(d)
			}
		}
	}
}

// conflictText is how many bytes of text are looked through for conflicts
// unless the workspace says `[conflicts] always = true`. Reading prose takes ten
// times as long as all other rules together, and a lint that takes seconds is
// not run before a commit.
const conflictText = 4 << 20

// LeavesConflictsOut reports whether a workspace is so large that its conflicts
// are looked for only on demand.
func LeavesConflictsOut(ws *workspace.Workspace) bool {
	if ws.Config.Conflicts.Always {
		return false
	}
	bytes := 0
	for _, f := range ws.All {
		bytes += len(f.File.Text)
	}
	return bytes > conflictText
}

func conflictsIn(pass *analysis.Pass, t *compose.Template) diag.List {
	if analysis.Once(pass, "no conflicts", func() bool { return LeavesConflictsOut(pass.Workspace) }) {
		return nil
	}
	return analysis.Once(pass, "conflicts\x00"+t.Prompt.ID, func() diag.List {
		return analysis.Once(pass, "finder", func() *conflict.Finder {
			return conflict.NewFinder(conflict.Team{Exclusive: pass.Workspace.Config.Conflicts.Exclusive, Synonyms: pass.Workspace.Config.Conflicts.Synonyms})
		}).InPrompt(t)
	})
}

// anchorMark is `{#name}` at the end of a line.
var anchorMark = regexp.MustCompile(`(?m)\{#([A-Za-z0-9][\w-]*)\}[ \t\r]*$`)

// checkAnchors reports stated precedence about anchors that no file has.
func checkAnchors(pass *analysis.Pass, t *compose.Template) {
	for _, f := range append(t.Fragments(), t.Prompt) {
		for _, p := range f.Meta.Precedence {
			for _, name := range append([]string{p.Winner}, p.Over...) {
				checkAnchor(pass, p, name)
			}
		}
	}
}

func checkAnchor(pass *analysis.Pass, p fragment.Precedence, name string) {
	all := analysis.Once(pass, "anchors", func() map[string]bool { return anchorsOf(pass.Workspace.All) })
	name = strings.TrimPrefix(name, "#")
	if name == "" || all[name] {
		return
	}
	help := "write {#" + name + "} at the end of the instruction that is meant"
	var known []string
	for a := range all {
		known = append(known, a)
	}
	if near, ok := suggest.Nearest(name, known); ok {
		help = "did you mean `#" + near + "`?"
	}
	pass.Report(diag.Diagnostic{Span: p.Span, Message: fmt.Sprintf("no instruction is anchored `#%s`", name), Help: help})
}

func anchorsOf(files []*fragment.Fragment) map[string]bool {
	all := map[string]bool{}
	for _, f := range files {
		if !strings.Contains(f.File.Text, "{#") {
			continue
		}
		for _, m := range anchorMark.FindAllStringSubmatch(f.File.Text, -1) {
			all[m[1]] = true
		}
	}
	return all
}
