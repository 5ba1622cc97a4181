// Package release gives compositions versions that cannot lie: the lock, which
// holds the digest that each version stands for, the labels, which point at
// versions, and the plan of a release. It keeps one rule: a version names one
// digest for ever. It writes nothing; it returns the new texts of files.
package release
