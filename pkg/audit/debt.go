package audit

import (
	"fmt"
	"time"

	"github.com/quoin-dev/quoin/pkg/cost"
)

// Debt is the score of a workspace: 0 for none, 100 at the most. It is the sum
// of its parts.
type Debt struct {
	Parts []Part
	Score float64
}

// A Part is one thing that growth leaves behind.
type Part struct {
	Name   string
	Figure string  // what was measured: "12% of the text is copied"
	Sum    string  // how the points come about: "12 × 0.75, at most 15"
	Points float64 // up to Most
	Most   float64
}

// debtOf adds the parts up. The weights say what hurts: conflicts and growth
// that nobody decided on most, then what makes the next change harder.
func debtOf(r *Report) Debt {
	now := r.Samples[len(r.Samples)-1]
	files := float64(max(now.Prompts+now.Fragments, 1))
	var d Debt
	add := func(name string, value, weight, most float64, figure, unit string) {
		p := Part{Name: name, Figure: figure, Points: min(value*weight, most), Most: most}
		p.Sum = fmt.Sprintf("%.1f %s × %g, at most %g", value, unit, weight, most)
		d.Parts = append(d.Parts, p)
		d.Score += p.Points
	}
	rate := yearly(r)
	add("growth", max(rate, 0), 0.2, 20, fmt.Sprintf("%s → %s tokens", cost.Thousands(r.Samples[0].Tokens), cost.Thousands(now.Tokens)), "% a year")
	conflicts := 10 * float64(len(now.Conflicts)) / files
	add("conflicts", conflicts, 5, 20, fmt.Sprintf("%d stand, %d came and %d went", len(now.Conflicts), r.Born, r.Mended), "in 10 files")
	copied := 100 * float64(now.Copied) / float64(max(now.Written, 1))
	add("copies", copied, 0.75, 15, fmt.Sprintf("%.0f%% of the text is copied", copied), "%")
	drifted := 10 * float64(now.Drifted) / files
	add("drift", drifted, 2, 10, fmt.Sprintf("%d pairs of copies say it differently", now.Drifted), "in 10 files")
	dead := 100 * float64(now.Dead) / float64(max(now.Fragments, 1))
	add("dead text", dead, 0.5, 10, fmt.Sprintf("%d of %d fragments reach no prompt", now.Dead, now.Fragments), "%")
	untested := 100 * float64(len(r.Untested)) / float64(max(now.Prompts, 1))
	add("untested", untested, 0.15, 15, fmt.Sprintf("%d of %d prompts have no suite", len(r.Untested), now.Prompts), "%")
	silent := 100 * float64(r.Changes-r.Explained) / float64(max(r.Changes, 1))
	add("unexplained", silent, 0.1, 10, fmt.Sprintf("%d of %d changes do not say why", r.Changes-r.Explained, r.Changes), "%")
	return d
}

// yearly is how much the tokens grew, in percent a year. Less than a month says
// nothing about a year, so it counts as it is.
func yearly(r *Report) float64 {
	first, last := r.Samples[0], r.Samples[len(r.Samples)-1]
	if first.Tokens == 0 {
		return 0
	}
	grown := 100 * (float64(last.Tokens)/float64(first.Tokens) - 1)
	end := last.Commit.Time
	if end.IsZero() && len(r.Samples) > 1 {
		end = r.Samples[len(r.Samples)-2].Commit.Time
	}
	const month = 30 * 24 * time.Hour
	if span := end.Sub(first.Commit.Time); !first.Commit.Time.IsZero() && span > month {
		return grown * float64(365*24*time.Hour) / float64(span)
	}
	return grown
}
