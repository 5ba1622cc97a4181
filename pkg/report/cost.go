package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/price"
)

// A FileCount is the size of one text.
type FileCount struct {
	Path   string `json:"path"`
	Bytes  int    `json:"bytes"`
	Tokens int    `json:"tokens"`
}

// FileCounts writes the tokens of files as `wc` does: one line a file, and a
// total where there are several.
func FileCounts(w io.Writer, files []FileCount) error {
	total := 0
	for _, f := range files {
		total += f.Tokens
	}
	width := len(strconv.Itoa(total))
	var b strings.Builder
	for _, f := range files {
		fmt.Fprintf(&b, "%*d %s\n", width, f.Tokens, f.Path)
	}
	if len(files) > 1 {
		fmt.Fprintf(&b, "%*d total\n", width, total)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// FileCountsJSON writes the tokens of files for programs.
func FileCountsJSON(w io.Writer, encoding string, files []FileCount) error {
	total := 0
	for _, f := range files {
		total += f.Tokens
	}
	if files == nil {
		files = []FileCount{}
	}
	return writeJSON(w, struct {
		Version  int         `json:"version"`
		Encoding string      `json:"encoding"`
		Exact    bool        `json:"exact"`
		Files    []FileCount `json:"files"`
		Total    int         `json:"total"`
	}{1, encoding, true, files, total})
}

// barWidth is how many columns a full bar has.
const barWidth = 16

// Tokens writes the weight of a prompt: three variants in a line each, and the
// rows of one of them.
func Tokens(w io.Writer, p *cost.Prompt, shown string, st Style) error {
	look := paletteFor(st)
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s  %s\n\n", look.title(p.Template.Prompt.ID), modelName(p), look.dim(p.Counter.Name()))
	for _, v := range variantsOf(p) {
		mark := " "
		if v.name == shown {
			mark = "*"
		}
		fmt.Fprintf(&b, "%s %-8s %9s tokens   %s\n", mark, v.name, countText(v.m.Total), look.dim(v.when))
	}
	b.WriteString("\n")
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	m := variantNamed(p, shown)
	t := table{head: []string{"MESSAGE", "PART", "KIND", "TOKENS", "SHARE", ""}, left: []bool{true, true, true, false, false, true}}
	last := ""
	for _, r := range m.Rows {
		message := "request"
		if r.Message >= 0 {
			message = fmt.Sprintf("%d %s", r.Message+1, r.Role)
		}
		first := message
		if message == last {
			first = ""
		}
		last = message
		share := float64(r.Count.Tokens) / float64(max(m.Total.Tokens, 1))
		t.rows = append(t.rows, []string{first, r.Label, string(r.Kind), countText(r.Count), percent(share), bar(share, barWidth)})
	}
	t.last = [][]string{{"total", "", "", countText(m.Total), "", ""}}
	return t.write(w, look)
}

// TokensJSON writes the weight of a prompt for programs.
func TokensJSON(w io.Writer, p *cost.Prompt) error {
	type row struct {
		Kind    cost.Kind `json:"kind"`
		Label   string    `json:"label"`
		Message *int      `json:"message"`
		Role    string    `json:"role,omitempty"`
		Path    string    `json:"path,omitempty"`
		Tokens  int       `json:"tokens"`
		Low     int       `json:"low"`
		High    int       `json:"high"`
	}
	type variant struct {
		Name         string `json:"name"`
		When         string `json:"when"`
		Tokens       int    `json:"tokens"`
		Low          int    `json:"low"`
		High         int    `json:"high"`
		Written      int    `json:"written"`
		Typed        int    `json:"typed"`
		StablePrefix int    `json:"stable_prefix"`
		Rows         []row  `json:"rows"`
	}
	var variants []variant
	for _, v := range variantsOf(p) {
		out := variant{
			Name: v.name, When: v.when, Tokens: v.m.Total.Tokens, Low: v.m.Total.Low, High: v.m.Total.High,
			Written: v.m.Written, Typed: v.m.Typed, StablePrefix: v.m.Prefix, Rows: []row{},
		}
		for _, r := range v.m.Rows {
			j := row{Kind: r.Kind, Label: r.Label, Role: r.Role, Tokens: r.Count.Tokens, Low: r.Count.Low, High: r.Count.High}
			if r.Message >= 0 {
				j.Message = &r.Message
			}
			if r.Fragment != nil {
				j.Path = r.Fragment.File.Path
			}
			out.Rows = append(out.Rows, j)
		}
		variants = append(variants, out)
	}
	return writeJSON(w, struct {
		Version  int       `json:"version"`
		Prompt   string    `json:"prompt"`
		Model    string    `json:"model"`
		Encoding string    `json:"encoding"`
		Exact    bool      `json:"exact"`
		Variants []variant `json:"variants"`
	}{1, p.Template.Prompt.ID, modelName(p), p.Counter.Name(), p.Counter.Exact(), variants})
}

type namedVariant struct {
	name, when string
	m          *cost.Measure
}

func variantsOf(p *cost.Prompt) []namedVariant {
	return []namedVariant{
		{"worst", p.Worst.Variant.String(), &p.Worst},
		{"typical", "samples and defaults", &p.Typical},
		{"smallest", p.Smallest.Variant.String(), &p.Smallest},
	}
}

func variantNamed(p *cost.Prompt, name string) *cost.Measure {
	for _, v := range variantsOf(p) {
		if v.name == name {
			return v.m
		}
	}
	return &p.Worst
}

func modelName(p *cost.Prompt) string {
	if !p.Priced {
		if named := p.Template.Prompt.Meta.Model; named != "" {
			return named + " (no price)"
		}
		return "no model"
	}
	return p.Model.Name()
}

// countText writes a count; an estimate with its bounds: "≈ 1,204 ±12%".
func countText(c cost.Count) string {
	if c.Exact() {
		return cost.Thousands(c.Tokens)
	}
	off := max(c.High-c.Tokens, c.Tokens-c.Low)
	return fmt.Sprintf("≈ %s ±%d%%", cost.Thousands(c.Tokens), (100*off+c.Tokens-1)/max(c.Tokens, 1))
}

func percent(share float64) string { return strconv.Itoa(int(100*share+0.5)) + "%" }

// CostTable is a table of costs: by what, its lines and their sum.
type CostTable struct {
	By     string
	Lines  []cost.Line
	Shares []cost.Share // for By "fragment", in place of Lines
	Total  cost.Line
	Note   string // on the prices: their date and source
}

// Cost writes the table for people.
func Cost(w io.Writer, t CostTable, st Style) error {
	look := paletteFor(st)
	out := t.layout()
	if err := out.write(w, look); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s\n", look.dim(t.Note))
	return err
}

// layout makes cells of the table.
func (t CostTable) layout() table {
	if t.By == "fragment" {
		out := table{head: []string{"FRAGMENT", "PROMPTS", "TOKENS", "$/MONTH"}, left: []bool{true}}
		for _, s := range t.Shares {
			out.rows = append(out.rows, []string{s.Label, strconv.Itoa(s.Prompts), cost.Thousands(s.Tokens), money(s.Month, s.Known)})
		}
		return out
	}
	first := strings.ToUpper(t.By)
	if t.By == "version" { // versions are not added up: one of them runs
		out := table{head: []string{first, "WORST", "WRITTEN", "REAL CALL", "OVERHEAD", "$/CALL", "CACHED", "$/MONTH"}, left: []bool{true}}
		for _, l := range t.Lines {
			out.rows = append(out.rows, []string{
				l.Label, cost.Thousands(l.Worst), cost.Thousands(l.Written), countText(l.Real), overhead(l), money(l.Call, l.Known), money(l.Cached, l.Known), month(l),
			})
		}
		return out
	}
	if t.By == "prompt" {
		out := table{head: []string{first, "WRITTEN", "REAL CALL", "OVERHEAD", "$/CALL", "CACHED", "$/MONTH", "BUDGET"}, left: []bool{true}}
		for _, l := range t.Lines {
			out.rows = append(out.rows, []string{
				l.Label, cost.Thousands(l.Written), countText(l.Real), overhead(l), money(l.Call, l.Known), money(l.Cached, l.Known), month(l), budget(l),
			})
		}
		l := t.Total
		out.last = [][]string{{"total", cost.Thousands(l.Written), countText(l.Real), overhead(l), "", "", month(l), ""}}
		return out
	}
	out := table{head: []string{first, "PROMPTS", "CALLS/MONTH", "WRITTEN", "REAL CALLS", "OVERHEAD", "$/MONTH"}, left: []bool{true}}
	for _, l := range append(t.Lines, t.Total) {
		row := []string{l.Label, strconv.Itoa(l.Prompts), cost.Thousands(l.Calls), cost.Thousands(l.Written), countText(l.Real), overhead(l), month(l)}
		if l.Label == "total" && len(out.rows) == len(t.Lines) {
			out.last = append(out.last, row)
		} else {
			out.rows = append(out.rows, row)
		}
	}
	return out
}

// money writes an amount; one that lacks prices of some prompts says so.
func money(u price.USD, known bool) string {
	switch {
	case known:
		return u.String()
	case u == 0:
		return "no price"
	}
	return "≥ " + u.String()
}

// month writes the money of a month; a dash where no traffic is stated.
func month(l cost.Line) string {
	if l.Calls == 0 {
		return "–"
	}
	return money(l.Month, l.Known)
}

func overhead(l cost.Line) string {
	if o := l.Overhead(); o > 0 {
		return strconv.FormatFloat(o, 'f', 1, 64) + "×"
	}
	return "–"
}

func budget(l cost.Line) string {
	if l.Budget.Name == "" {
		return "–"
	}
	return percent(l.Budget.Used) + " of " + l.Budget.Name
}

// CostCSV writes the table with one header line; amounts are in dollars.
func CostCSV(w io.Writer, t CostTable) error {
	c := csv.NewWriter(w)
	if t.By == "fragment" {
		_ = c.Write([]string{"fragment", "prompts", "tokens", "usd_per_month", "priced"})
		for _, s := range t.Shares {
			_ = c.Write([]string{s.Label, strconv.Itoa(s.Prompts), strconv.Itoa(s.Tokens), s.Month.Decimal(), strconv.FormatBool(s.Known)})
		}
	} else {
		_ = c.Write([]string{t.By, "prompts", "calls_per_month", "written", "tokens", "low", "high", "typed", "worst", "overhead", "usd_per_call", "usd_per_call_cached", "usd_per_month", "priced", "budget", "budget_used"})
		for _, l := range t.Lines {
			_ = c.Write([]string{
				l.Label, strconv.Itoa(l.Prompts), strconv.Itoa(l.Calls), strconv.Itoa(l.Written), strconv.Itoa(l.Real.Tokens), strconv.Itoa(l.Real.Low), strconv.Itoa(l.Real.High),
				strconv.Itoa(l.Typed), strconv.Itoa(l.Worst), strconv.FormatFloat(l.Overhead(), 'f', 2, 64), l.Call.Decimal(), l.Cached.Decimal(), l.Month.Decimal(),
				strconv.FormatBool(l.Known), l.Budget.Name, strconv.FormatFloat(l.Budget.Used, 'f', 4, 64),
			})
		}
	}
	c.Flush()
	return c.Error()
}

// CostMarkdown writes the table for a page or a comment.
func CostMarkdown(w io.Writer, t CostTable) error {
	out := t.layout()
	var b strings.Builder
	row := func(cells []string) {
		for _, c := range cells {
			b.WriteString("| " + strings.ReplaceAll(c, "|", `\|`) + " ")
		}
		b.WriteString("|\n")
	}
	row(out.head)
	for i := range out.head {
		if i == 0 {
			b.WriteString("|:--")
		} else {
			b.WriteString("|--:")
		}
	}
	b.WriteString("|\n")
	for _, r := range append(out.rows, out.last...) {
		row(r)
	}
	fmt.Fprintf(&b, "\n%s\n", t.Note)
	_, err := io.WriteString(w, b.String())
	return err
}

// CostJSON writes the table for programs. Amounts are decimal text in dollars.
func CostJSON(w io.Writer, t CostTable) error {
	type line struct {
		Label      string    `json:"label"`
		Prompts    int       `json:"prompts"`
		Calls      int       `json:"calls_per_month"`
		Written    int       `json:"written"`
		Tokens     int       `json:"tokens"`
		Low        int       `json:"low"`
		High       int       `json:"high"`
		Typed      int       `json:"typed"`
		Worst      int       `json:"worst"`
		Overhead   *float64  `json:"overhead"`
		Priced     bool      `json:"priced"`
		Call       price.USD `json:"usd_per_call"`
		Cached     price.USD `json:"usd_per_call_cached"`
		Month      price.USD `json:"usd_per_month"`
		Budget     *string   `json:"budget"`
		BudgetUsed *float64  `json:"budget_used"`
	}
	convert := func(l cost.Line) line {
		j := line{
			Label: l.Label, Prompts: l.Prompts, Calls: l.Calls, Written: l.Written, Tokens: l.Real.Tokens, Low: l.Real.Low, High: l.Real.High,
			Typed: l.Typed, Worst: l.Worst, Priced: l.Known, Call: l.Call, Cached: l.Cached, Month: l.Month,
		}
		if o := l.Overhead(); o > 0 {
			j.Overhead = &o
		}
		if l.Budget.Name != "" {
			j.Budget, j.BudgetUsed = &l.Budget.Name, &l.Budget.Used
		}
		return j
	}
	type share struct {
		Fragment string    `json:"fragment"`
		Prompts  int       `json:"prompts"`
		Tokens   int       `json:"tokens"`
		Month    price.USD `json:"usd_per_month"`
		Priced   bool      `json:"priced"`
	}
	rows := []any{}
	for _, l := range t.Lines {
		rows = append(rows, convert(l))
	}
	for _, s := range t.Shares {
		rows = append(rows, share{s.Label, s.Prompts, s.Tokens, s.Month, s.Known})
	}
	return writeJSON(w, struct {
		Version int    `json:"version"`
		By      string `json:"by"`
		Rows    []any  `json:"rows"`
		Total   line   `json:"total"`
		Prices  string `json:"prices"`
	}{1, t.By, rows, convert(t.Total), t.Note})
}
