// Package provider asks a model: a request in, an answer or a typed error
// out. It is the only package that talks to a network. Its rule: one call is
// one attempt. It never retries, waits or counts; pkg/dispatch does, and it can
// only do so because nothing below it does the same in secret. Keys come from
// the caller, and no error, answer or request that leaves this package holds
// one.
package provider
