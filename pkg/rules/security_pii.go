package rules

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
)

var pii = &analysis.Rule{
	Name: "security/pii", Level: diag.Warning,
	Doc: analysis.Doc{
		Title: "a file holds what looks like the data of a real person",
		Why: "Examples are often copied from real tickets. From then on every call sends the person's data to a provider, and " +
			"the repository keeps it for good.",
		Bad:   "Example: my card is 4539 5787 6362 1486, please refund me.\n",
		Good:  "Example: my card is 4242 4242 4242 4242, please refund jane@example.com.\n",
		Since: "0.1",
	},
	File: func(pass *analysis.Pass, f *fragment.Fragment) {
		lines, _ := linesOf(pass, f)
		for _, l := range lines {
			for _, p := range personal(l.text) {
				pass.Report(diag.Diagnostic{
					Span:    f.File.Span(l.start+p.start, l.start+p.end),
					Message: fmt.Sprintf("this looks like %s of a real person", p.what),
					Help:    "use data that nobody has: example.com, +1 202 555 0100, the test numbers of card brands",
					Redact:  true,
				})
			}
		}
	},
}

type personalData struct {
	start, end int
	what       string
}

// personal finds data in a line. What is easy to see comes before any
// expression: an at sign, or enough digits close together.
func personal(text string) []personalData {
	found := addresses(text)
	digits, group := countDigits(text)
	if digits < 9 {
		return found
	}
	if ibanStart(text) {
		for _, at := range ibans().FindAllStringIndex(text, -1) {
			if isIBAN(text[at[0]:at[1]]) {
				found = append(found, personalData{at[0], at[1], "the bank account"})
			}
		}
	}
	if group < 9 {
		return found
	}
	for _, at := range cards().FindAllStringIndex(text, -1) {
		if s := onlyDigits(text[at[0]:at[1]]); isCard(s) && !besideWord(text, at) {
			found = append(found, personalData{at[0], at[1], "the card number"})
		}
	}
	for _, at := range ssns().FindAllStringIndex(text, -1) {
		if s := text[at[0]:at[1]]; isSSN(s) && !besideWord(text, at) {
			found = append(found, personalData{at[0], at[1], "the social security number"})
		}
	}
	if strings.IndexByte(text, '+') >= 0 {
		for _, at := range phones().FindAllStringIndex(text, -1) {
			if isPhone(onlyDigits(text[at[0]:at[1]])) && !besideWord(text, at) {
				found = append(found, personalData{at[0], at[1], "the phone number"})
			}
		}
	}
	return found
}

// addresses finds the mail addresses of people.
func addresses(text string) []personalData {
	var found []personalData
	for at := 0; ; {
		i := strings.IndexByte(text[at:], '@')
		if i < 0 {
			return found
		}
		i += at
		start, end := i, i+1
		for start > at && (isWordByte(text[start-1]) || strings.IndexByte(".%+-", text[start-1]) >= 0) {
			start--
		}
		for end < len(text) && (isWordByte(text[end]) || text[end] == '.' || text[end] == '-') {
			end++
		}
		at = end
		for text[end-1] == '.' || text[end-1] == '-' {
			end--
		}
		if isPersonal(text[start:end]) {
			found = append(found, personalData{start, end, "the address"})
		}
	}
}

func isWordByte(c byte) bool { return isLetter(c) || '0' <= c && c <= '9' || c == '_' }

// countDigits returns how many digits a line has, and how many at most with no
// more than two marks between one and the next.
func countDigits(text string) (digits, group int) {
	run, gap := 0, 0
	for i := range len(text) {
		if c := text[i]; '0' <= c && c <= '9' {
			digits++
			run++
			gap = 0
			group = max(group, run)
		} else if gap++; gap > 2 || isLetter(c) {
			run = 0
		}
	}
	return digits, group
}

// ibanStart reports whether two capitals and two digits stand somewhere.
func ibanStart(text string) bool {
	for i := 2; i+1 < len(text); i++ {
		if '0' <= text[i] && text[i] <= '9' && '0' <= text[i+1] && text[i+1] <= '9' &&
			'A' <= text[i-1] && text[i-1] <= 'Z' && 'A' <= text[i-2] && text[i-2] <= 'Z' {
			return true
		}
	}
	return false
}

var (
	cards = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b\d(?:[ -]?\d){12,18}\b`) })
	ibans = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b`)
	})
	ssns = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b\d{3}-\d{2}-\d{4}\b`) })
	// Numbers with the code of a country: others look like too much else.
	phones = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\+[1-9]\d{0,2}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{2,5}(?:[ .-]?\d{2,5}){1,4}\b`)
	})
)

// isSSN reports whether three groups of digits are a number that is given to
// people, and none of those that everyone makes up.
func isSSN(s string) bool {
	switch s {
	case "123-45-6789", "987-65-4321", "078-05-1120", "111-11-1111", "555-55-5555":
		return false
	}
	return s[:3] != "000" && s[:3] != "666" && s[0] != '9' && s[4:6] != "00" && s[7:] != "0000"
}

// isPhone reports whether digits are the number of a person: neither one that
// is kept for films and examples, nor made up, nor free of charge, as those of
// firms are.
func isPhone(s string) bool {
	if len(s) < 9 || len(s) > 15 || distinctDigits(s) < 5 {
		return false
	}
	for _, made := range []string{"555", "1234", "2345", "4567", "9876", "000", "447700900", "4416"} {
		if strings.Contains(s, made) {
			return false
		}
	}
	for _, free := range []string{"1800", "1888", "1877", "1866", "44800", "49800"} {
		if strings.HasPrefix(s, free) {
			return false
		}
	}
	return true
}

// besideWord reports whether a number is part of something longer.
func besideWord(text string, at []int) bool {
	return at[0] > 0 && strings.IndexByte("-_./#=:", text[at[0]-1]) >= 0 || at[1] < len(text) && strings.IndexByte("-_/=", text[at[1]]) >= 0
}

// consumerDomains are where people have mail. Addresses of firms are printed
// on purpose far more often than by accident.
var consumerDomains = []string{
	"gmail.com", "googlemail.com", "yahoo.com", "hotmail.com", "outlook.com", "live.com", "icloud.com", "me.com", "aol.com", "gmx.de", "gmx.net", "web.de", "proton.me", "protonmail.com", "qq.com", "163.com", "yandex.ru", "mail.ru",
}

// isPersonal reports whether an address is that of a person by its look.
func isPersonal(address string) bool {
	name, domain, _ := strings.Cut(strings.ToLower(address), "@")
	known := false
	for _, d := range consumerDomains {
		known = known || domain == d
	}
	if !known || len(name) < 4 {
		return false
	}
	for _, made := range []string{"example", "test", "user", "your", "name", "john.doe", "johndoe", "jane.doe", "janedoe", "john.smith", "foo", "demo", "sample", "someone", "email", "support", "security", "info", "contact", "noreply", "xxx", "abc"} {
		if strings.Contains(name, made) {
			return false
		}
	}
	return true
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// isCard reports whether digits are the number of a payment card that no brand
// gives out for tests.
func isCard(s string) bool {
	if len(s) < 13 || len(s) > 19 || strings.IndexByte("3456", s[0]) < 0 || distinctDigits(s) < 5 {
		return false
	}
	if slices.Contains(testCards, s) {
		return false
	}
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// testCards are the numbers that card brands give out for tests.
var testCards = []string{"4111111111111111", "4242424242424242", "5555555555554444", "378282246310005", "371449635398431", "6011111111111117", "4012888888881881", "5105105105105100", "4000056655665556"}

func distinctDigits(s string) int {
	var seen [10]bool
	n := 0
	for i := range len(s) {
		if d := s[i] - '0'; !seen[d] {
			seen[d] = true
			n++
		}
	}
	return n
}

// isIBAN checks the two digits behind the country: the number, turned round
// and with letters as numbers, leaves 1 when divided by 97.
func isIBAN(s string) bool {
	s = strings.ReplaceAll(s, " ", "")
	if len(s) < 15 || len(s) > 34 || s == "DE89370400440532013000" || s == "GB29NWBK60161331926819" || s == "GB82WEST12345698765432" {
		return false
	}
	var b strings.Builder
	for _, r := range s[4:] + s[:4] {
		if r >= 'A' {
			fmt.Fprintf(&b, "%d", r-'A'+10)
		} else {
			b.WriteRune(r)
		}
	}
	n, ok := new(big.Int).SetString(b.String(), 10)
	return ok && new(big.Int).Mod(n, big.NewInt(97)).Int64() == 1
}
