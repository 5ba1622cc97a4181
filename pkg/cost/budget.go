package cost

import (
	"fmt"
	"strconv"

	"github.com/quoin-dev/quoin/pkg/price"
)

// A Check holds one number of a prompt against its budget.
type Check struct {
	Key     string  // of the budget: "max_input"
	Value   float64 // tokens, nano-dollars or a share
	Limit   float64
	AtLeast bool   // the value must not be below the limit
	Shown   string // the value and the limit, for people
	Against string
}

// Broken reports whether the budget is overrun.
func (c Check) Broken() bool {
	if c.AtLeast {
		return c.Value < c.Limit
	}
	return c.Value > c.Limit
}

// Checks holds a prompt against its own budgets, in the order of the key
// names. Tokens are the upper bound of the worst variant, money is that of the
// worst variant a call and of typical calls a month. A budget in dollars of a
// prompt without a price is not checked: that is another problem.
func (p *Prompt) Checks() []Check {
	b := p.Template.Prompt.Meta.Budget
	var checks []Check
	if b.MaxContextShare > 0 && p.Model.Window > 0 {
		share := float64(p.Worst.Total.High) / float64(p.Model.Window)
		checks = append(checks, Check{
			Key: "max_context_share", Value: share, Limit: b.MaxContextShare,
			Shown: fmt.Sprintf("%.1f %% of the window", 100*share), Against: fmt.Sprintf("%.1f %%", 100*b.MaxContextShare),
		})
	}
	if b.MaxInput > 0 {
		checks = append(checks, Check{
			Key: "max_input", Value: float64(p.Worst.Total.High), Limit: float64(b.MaxInput),
			Shown: Thousands(p.Worst.Total.High) + " tokens", Against: Thousands(b.MaxInput),
		})
	}
	if limit, err := price.ParseUSD(b.MaxUSDPerCall); err == nil && limit > 0 && p.Priced {
		money := p.Price(&p.Worst)
		checks = append(checks, Check{
			Key: "max_usd_per_call", Value: float64(money.Call), Limit: float64(limit),
			Shown: money.Call.String() + " a call", Against: limit.String(),
		})
	}
	if limit, err := price.ParseUSD(b.MaxUSDPerMonth); err == nil && limit > 0 && p.Priced {
		money := p.Price(&p.Typical)
		checks = append(checks, Check{
			Key: "max_usd_per_month", Value: float64(money.Month), Limit: float64(limit),
			Shown: money.Month.String() + " a month", Against: limit.String(),
		})
	}
	if b.MinStablePrefix > 0 {
		checks = append(checks, Check{
			Key: "min_stable_prefix", Value: float64(p.Worst.Prefix), Limit: float64(b.MinStablePrefix), AtLeast: true,
			Shown: "a stable prefix of " + Thousands(p.Worst.Prefix) + " tokens", Against: Thousands(b.MinStablePrefix),
		})
	}
	return checks
}

// Thousands writes a number with separators: 12,345.
func Thousands(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}
