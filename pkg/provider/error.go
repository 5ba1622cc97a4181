package provider

import (
	"fmt"
	"time"
)

// A Kind says what went wrong with a call, as far as it matters to whoever
// decides whether to call again.
type Kind string

// The kinds. Those of the first group may pass by themselves.
const (
	RateLimited Kind = "rate-limited" // 429: too many requests or tokens
	Overloaded  Kind = "overloaded"   // 503, Anthropic's 529
	Server      Kind = "server-error" // other 5xx
	Timeout     Kind = "timeout"
	Connection  Kind = "connection" // refused, cut, not resolved
	Garbage     Kind = "garbage"    // an answer that is none

	QuotaGone  Kind = "quota-gone" // no credit left
	Auth       Kind = "auth"       // no key, a wrong one, or not for this model
	BadRequest Kind = "bad-request"
)

// An Error is a call that failed.
type Error struct {
	Kind   Kind
	Status int // of HTTP, or 0
	// RetryAfter is how long the endpoint asked to be left alone; 0 means that
	// it did not say.
	RetryAfter time.Duration
	// Message is the endpoint's own text, shortened, with keys removed.
	Message string
	Limits  Limits
}

// Temporary reports whether the same call may succeed later.
func (e *Error) Temporary() bool {
	switch e.Kind {
	case RateLimited, Overloaded, Server, Timeout, Connection, Garbage:
		return true
	default:
		return false
	}
}

func (e *Error) Error() string {
	out := string(e.Kind)
	if e.Status != 0 {
		out = fmt.Sprintf("%s (HTTP %d)", out, e.Status)
	}
	if e.Message != "" {
		out += ": " + e.Message
	}
	return out
}
