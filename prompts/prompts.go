// Package prompts holds Quoin's own prompts, as a workspace: the judges that
// its optional tiers ask. It keeps no logic; `quoin lint -C prompts` checks it
// like any other workspace.
package prompts

import "embed"

// FS is the workspace.
//
//go:embed quoin.toml all:judge all:fragments all:schemas
var FS embed.FS
