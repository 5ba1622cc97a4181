// Package token counts tokens, exactly where the tokenizer is public and with a
// stated error where it is not.
package token
