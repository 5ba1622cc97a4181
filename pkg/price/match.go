package price

import "strings"

// matches reports whether name is what pattern describes: `*` stands for any
// text, `?` for one byte, and case does not matter, because the ids of models
// differ in nothing else.
func matches(pattern, name string) bool {
	star, mark := -1, 0
	p, n := 0, 0
	for n < len(name) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, n
			p++
		case p < len(pattern) && (pattern[p] == '?' || lower(pattern[p]) == lower(name[n])):
			p++
			n++
		case star >= 0: // let the last star take one byte more
			mark++
			p, n = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// means reports whether an id is what an alias stands for. An alias that goes on
// behind a number stands for ids with a date or a word there, not for another
// version: "claude-opus-5*" means "claude-opus-5-20260724", but a new model
// called "claude-opus-5-5" would be billed at the price of an old one.
func means(alias, id string) bool {
	if !matches(alias, id) {
		return false
	}
	text, open := strings.CutSuffix(alias, "*")
	text, anywhere := strings.CutPrefix(text, "*")
	if !open || strings.ContainsAny(text, "*?") {
		return true
	}
	for at := 0; at+len(text) <= len(id); at++ {
		if strings.EqualFold(id[at:at+len(text)], text) && !isVersion(text, id[at+len(text):]) {
			return true
		}
		if !anywhere {
			break
		}
	}
	return false
}

// isVersion reports whether rest goes on a number of a version that text ends
// in: "4" with "-5", ".10-preview" or "2", not with "-20260724".
func isVersion(text, rest string) bool {
	number := text[len(strings.TrimRight(text, "0123456789")):]
	if number == "" || number[0] == '0' || len(number) > longestVersion {
		return false // "-2025" and "-0613" are the beginning of a date
	}
	digits := strings.TrimLeft(rest, "-.")
	n := len(digits) - len(strings.TrimLeft(digits, "0123456789"))
	return n > 0 && (digits == rest || n <= longestVersion)
}

// longestVersion is how many digits a part of a version has at most: "4-10".
const longestVersion = 2

// weight ranks patterns: the one that spells out more is meant more precisely.
func weight(pattern string) int {
	return len(pattern) - strings.Count(pattern, "*") - strings.Count(pattern, "?")
}
