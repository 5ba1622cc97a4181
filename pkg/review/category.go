package review

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
)

// A Category is how much a change asks of people.
type Category string

// The categories, from nothing to everything.
const (
	Same       Category = "same"       // the same bytes, but for white space at the ends
	Cosmetic   Category = "cosmetic"   // the same words: space, case, punctuation, order of keys
	Equivalent Category = "equivalent" // equal JSON within tolerance, an accepted variant, or above the learned limit
	Changed    Category = "changed"    // a person has to see it
	Broken     Category = "broken"     // an assertion failed, or it is a refusal: never accepted in bulk
)

// Tolerance is how far numbers in JSON answers may be apart, as a share.
const Tolerance = 1e-9

// equality compares an answer with one accepted answer, and says how.
func equality(old, answer string, tolerance float64) (Category, bool) {
	if strings.TrimSpace(old) == strings.TrimSpace(answer) {
		return Same, true
	}
	var a, b any
	if json.Unmarshal([]byte(old), &a) == nil && json.Unmarshal([]byte(answer), &b) == nil {
		switch {
		case equalJSON(a, b):
			return Cosmetic, true
		case nearJSON(a, b, tolerance):
			return Equivalent, true
		}
		return "", false
	}
	// The same words in a code fence or in a list are not the same to a program.
	if bare(old) == bare(answer) && shapeOf(old) == shapeOf(answer) {
		return Cosmetic, true
	}
	return "", false
}

// bare is a text without what nobody reads: case, and what is neither a letter
// nor a digit. Signs that change an amount stay.
func bare(text string) string {
	var b strings.Builder
	space := false
	runes := []rune(text)
	for i, r := range runes {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Sc, r) || strings.ContainsRune("%@_/=<>", r),
			strings.ContainsRune("-+.,", r) && i+1 < len(runes) && unicode.IsDigit(runes[i+1]):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteRune(unicode.ToLower(r))
			space = false
		case r == '\'' || r == '’':
		default:
			space = true
		}
	}
	return b.String()
}

func equalJSON(a, b any) bool { return nearJSON(a, b, 0) }

// nearJSON compares values; numbers may differ by a share of the larger one.
func nearJSON(a, b any, tolerance float64) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		return ok && maps.EqualFunc(a, b, func(x, y any) bool { return nearJSON(x, y, tolerance) })
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, func(x, y any) bool { return nearJSON(x, y, tolerance) })
	case float64:
		b, ok := b.(float64)
		return ok && math.Abs(a-b) <= tolerance*max(math.Abs(a), math.Abs(b))
	}
	return a == b
}

func sortedKeys(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }
