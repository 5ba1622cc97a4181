package lsp

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/sourcegraph/jsonrpc2"
)

// maxMessage bounds one message, in bytes: a document may be as large as a
// prompt may be, and JSON may escape every byte of it.
const maxMessage = 64 << 20

// A stream frames messages as the protocol says: headers, a blank line, JSON.
// The codec of the library ends the connection at the first message that is
// none; an editor's user would lose the server for one broken plugin. This one
// answers with an error and reads on.
type stream struct {
	in  *bufio.Reader
	out io.Writer
	end func() error

	mu sync.Mutex
}

// ReadObject implements [jsonrpc2.ObjectStream]. An error is one of the input.
func (s *stream) ReadObject(v any) error {
	for {
		size, err := s.header()
		if err != nil {
			return err
		}
		if size > maxMessage {
			if _, err := io.CopyN(io.Discard, s.in, size); err != nil {
				return err
			}
			s.refuse(jsonrpc2.CodeInvalidRequest, "the message is larger than 64 MB")
			continue
		}
		body := make([]byte, size)
		if _, err := io.ReadFull(s.in, body); err != nil {
			return err
		}
		if !json.Valid(body) {
			s.refuse(jsonrpc2.CodeParseError, "the message is no JSON")
			continue
		}
		if err := json.Unmarshal(body, v); err != nil {
			s.refuse(jsonrpc2.CodeInvalidRequest, "the message is neither a request nor a response")
			continue
		}
		return nil
	}
}

// header reads up to a blank line behind a Content-Length. Whatever else there
// is, is passed over.
func (s *stream) header() (size int64, err error) {
	size = -1
	for {
		line, err := s.in.ReadSlice('\n')
		if err == bufio.ErrBufferFull { //nolint:errorlint // bufio returns it as it is
			continue // a line that long is no header
		}
		if err != nil {
			return 0, err
		}
		text := strings.TrimSpace(string(line))
		if text == "" {
			if size >= 0 {
				return size, nil
			}
			continue
		}
		name, value, _ := strings.Cut(text, ":")
		if strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			if n, err := strconv.ParseInt(strings.TrimSpace(value), 10, 63); err == nil && n >= 0 {
				size = n
			}
		}
	}
}

// refuse answers a message whose id nobody knows.
func (s *stream) refuse(code int, message string) {
	_ = s.WriteObject(map[string]any{
		"jsonrpc": "2.0", "id": nil, "error": map[string]any{"code": code, "message": message},
	})
}

// WriteObject implements [jsonrpc2.ObjectStream].
func (s *stream) WriteObject(v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err = s.out.Write(append(fmt.Appendf(nil, "Content-Length: %d\r\n\r\n", len(body)), body...))
	return err
}

// Close implements [jsonrpc2.ObjectStream].
func (s *stream) Close() error { return s.end() }
