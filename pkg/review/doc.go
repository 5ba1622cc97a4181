// Package review decides which changed answers a person has to see. What is
// plainly the same is cleared, what is plainly broken fails, and only what is
// left goes to people, alike changes as one; every decision of theirs is kept
// and moves the line between the tiers. It keeps one rule: nothing is accepted
// automatically beyond equality unless decisions prove, with 95 % confidence,
// that fewer are wrong than the team allows. Everything follows from the
// decisions on disk: the same file gives the same tiers.
package review
