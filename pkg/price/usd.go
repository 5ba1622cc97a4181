package price

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// USD is an amount of money in nano-dollars, a billionth of a dollar. It holds
// up to about nine billion dollars. Sums made with + wrap around beyond that;
// [USD.Times] and [Model.Cost] stay at [MaxUSD] instead.
type USD int64

// Amounts to build others from.
const (
	Nano   USD = 1
	Cent   USD = 10_000_000
	Dollar USD = 1_000_000_000
	MaxUSD USD = math.MaxInt64
)

// decimals is the number of digits behind the point that a USD can hold.
const decimals = 9

var (
	errNoDecimal = errors.New("want a decimal number such as 0.25")
	errTooFine   = errors.New("finer than a nano-dollar, which has 9 digits behind the point")
	errTooMuch   = errors.New("above the largest amount, $9,223,372,036")
)

// ParseUSD reads an amount of dollars in decimal digits, such as "0.0045" or
// "-12". It is exact: an amount that USD cannot hold is an error.
func ParseUSD(text string) (USD, error) {
	amount, exact, err := parseDecimal(text)
	if err == nil && !exact {
		err = errTooFine
	}
	if err != nil {
		return 0, fmt.Errorf("read amount %q: %w", text, err)
	}
	return amount, nil
}

// parseDecimal reads digits with at most one point, rounding half up what is
// finer than a nano-dollar, and says whether it had to.
func parseDecimal(text string) (amount USD, exact bool, err error) {
	digits, negative := strings.CutPrefix(text, "-")
	whole, fraction, point := strings.Cut(digits, ".")
	if whole == "" || point && fraction == "" {
		return 0, false, errNoDecimal
	}
	var n uint64
	for i := range len(whole) {
		if n, err = appendDigit(n, whole[i]); err != nil {
			return 0, false, err
		}
	}
	for i := range decimals {
		digit := byte('0')
		if i < len(fraction) {
			digit = fraction[i]
		}
		if n, err = appendDigit(n, digit); err != nil {
			return 0, false, err
		}
	}
	rest := fraction[min(len(fraction), decimals):]
	if strings.Trim(rest, "0123456789") != "" {
		return 0, false, errNoDecimal
	}
	exact = strings.Trim(rest, "0") == ""
	if rest != "" && rest[0] >= '5' && n < math.MaxInt64 {
		n++
	}
	if negative {
		return -USD(n), exact, nil
	}
	return USD(n), exact, nil
}

func appendDigit(n uint64, digit byte) (uint64, error) {
	if digit < '0' || digit > '9' {
		return 0, errNoDecimal
	}
	if d := uint64(digit - '0'); n <= (math.MaxInt64-d)/10 {
		return n*10 + d, nil
	}
	return 0, errTooMuch
}

// Decimal returns the exact amount without a sign of currency and without
// needless zeros: "0.0045", "12.3", "1402".
func (u USD) Decimal() string {
	sign, n := u.parts()
	whole, fraction := n/uint64(Dollar), n%uint64(Dollar)
	if fraction == 0 {
		return sign + strconv.FormatUint(whole, 10)
	}
	return strings.TrimRight(fmt.Sprintf("%s%d.%09d", sign, whole, fraction), "0")
}

// String returns the amount as a person reads it: whole dollars from $1,000 on
// ("$1,402"), cents from one dollar on ("$12.30"), and below that two digits
// that say something, but never less than cents ("$0.0045", "$0.50"). Halves
// are rounded away from zero.
func (u USD) String() string {
	sign, n := u.parts()
	switch {
	case n == 0 || round(n, uint64(Cent)/10) >= uint64(Dollar)/10 && round(n, uint64(Cent)) < 1000*uint64(Dollar):
		return sign + format(round(n, uint64(Cent)), uint64(Cent))
	case n >= uint64(Dollar):
		return sign + format(round(n, uint64(Dollar)), uint64(Dollar))
	}
	step := uint64(Nano)
	for step < uint64(Cent) && round(n, step) >= 100*step {
		step *= 10
	}
	return sign + format(round(n, step), step)
}

// parts returns the sign and the size of an amount. The most negative one has
// a size too, which is why the size has no sign.
func (u USD) parts() (sign string, size uint64) {
	if u < 0 {
		return "-", -uint64(u)
	}
	return "", uint64(u)
}

func round(n, step uint64) uint64 { return (n + step/2) / step * step }

// format writes an amount with as many decimals as step needs.
func format(n, step uint64) string {
	text := group(strconv.FormatUint(n/uint64(Dollar), 10))
	if step == uint64(Dollar) {
		return "$" + text
	}
	fraction := fmt.Sprintf("%09d", n%uint64(Dollar))
	for ; step > 1; step /= 10 {
		fraction = fraction[:len(fraction)-1]
	}
	if len(fraction) > 2 {
		fraction = fraction[:2] + strings.TrimRight(fraction[2:], "0")
	}
	return "$" + text + "." + fraction
}

// group puts a comma between thousands.
func group(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// Times returns the amount n times over, such as a month of calls; beyond what
// USD can hold it stays at the limit.
func (u USD) Times(n int64) USD {
	if u == 0 || n == 0 {
		return 0
	}
	product := u * USD(n)
	if product/USD(n) == u && (u != math.MinInt64 || n != -1) {
		return product
	}
	if (u < 0) == (n < 0) {
		return math.MaxInt64
	}
	return math.MinInt64
}

// MarshalText implements [encoding.TextMarshaler] by [USD.Decimal].
func (u USD) MarshalText() ([]byte, error) { return []byte(u.Decimal()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler] by [ParseUSD].
func (u *USD) UnmarshalText(text []byte) error {
	amount, err := ParseUSD(string(text))
	if err != nil {
		return err
	}
	*u = amount
	return nil
}
