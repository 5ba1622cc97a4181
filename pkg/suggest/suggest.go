// Package suggest answers "did you mean": it finds the known word that a
// mistyped one is closest to, and stays silent where a guess would be wild.
package suggest

import (
	"slices"
	"strings"
)

// Nearest returns the candidate closest to word by Damerau–Levenshtein
// distance, ignoring case, if at most a third of its letters differ. Ties go
// to the alphabetically first. A word that names the last path element of
// exactly one candidate ("no-pii" for "safety/no-pii") finds it too.
func Nearest(word string, candidates []string) (string, bool) {
	sorted := slices.Sorted(slices.Values(candidates))
	word = strings.ToLower(word)
	best, bestDistance := "", max(1, len([]rune(word))/3)+1
	for _, c := range sorted {
		if d := distance(word, strings.ToLower(c), bestDistance); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	if best != "" {
		return best, true
	}
	for _, c := range sorted {
		if strings.HasSuffix(strings.ToLower(c), "/"+word) {
			if best != "" {
				return "", false
			}
			best = c
		}
	}
	return best, best != ""
}

// Hint returns "did you mean `x`?", or "" where nothing is near.
func Hint(word string, candidates []string) string {
	if near, ok := Nearest(word, candidates); ok {
		return "did you mean `" + near + "`?"
	}
	return ""
}

// distance is the optimal string alignment distance, or limit where it is at
// least that.
func distance(a, b string, limit int) int {
	ra, rb := []rune(a), []rune(b)
	if d := len(ra) - len(rb); d >= limit || -d >= limit {
		return limit
	}
	before, last, row := make([]int, len(rb)+1), make([]int, len(rb)+1), make([]int, len(rb)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(ra); i++ {
		row[0] = i
		for j := 1; j <= len(rb); j++ {
			cost := 1
			if ra[i-1] == rb[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && ra[i-1] == rb[j-2] && ra[i-2] == rb[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(rb)], limit)
}
