package diag

import "slices"

// A Summary counts what a list holds.
type Summary struct {
	Errors, Warnings, Infos int
	Fixable                 int // diagnostics with a fix that is safe
}

// Summarize counts the diagnostics of l.
func (l List) Summarize() Summary {
	s := Summary{Errors: l.Count(Error), Warnings: l.Count(Warning), Infos: l.Count(Info)}
	for _, d := range l {
		if slices.ContainsFunc(d.Fixes, func(f Fix) bool { return f.Safe }) {
			s.Fixable++
		}
	}
	return s
}
