package change

import "maps"

// codes are the stable codes with their classes. A code is never given another
// meaning.
var codes = map[string]Class{
	"PROMPT_ADDED":   Behavioural,
	"PROMPT_DELETED": Breaking,
	"PROMPT_RENAMED": NoOp,

	"VAR_REQUIRED_ADDED":  Breaking, // a new required variable, or one that became required
	"VAR_OPTIONAL_ADDED":  Behavioural,
	"VAR_REMOVED":         Breaking,
	"VAR_TYPE_CHANGED":    Breaking,
	"VAR_ENUM_NARROWED":   Breaking,
	"VAR_ENUM_WIDENED":    Behavioural,
	"VAR_DEFAULT_REMOVED": Breaking,
	"VAR_DEFAULT_CHANGED": Behavioural,
	"VAR_DEFAULT_ADDED":   Behavioural,
	"VAR_RELAXED":         Behavioural, // required before, and not any more

	"OUTPUT_FORMAT_CHANGED":  Breaking,
	"OUTPUT_FIELD_REMOVED":   Breaking,
	"OUTPUT_FIELD_TYPE":      Breaking,
	"OUTPUT_FIELD_REQUIRED":  Breaking, // a field that was always there need not be any more
	"OUTPUT_FIELD_ENUM":      Breaking, // a value that readers do not know
	"OUTPUT_FIELD_ADDED":     Behavioural,
	"OUTPUT_SCHEMA_CHANGED":  Behavioural,
	"TOOL_REMOVED":           Breaking,
	"TOOL_ADDED":             Behavioural,
	"TOOL_CHANGED":           Behavioural,
	"ROLE_REMOVED":           Breaking,
	"ROLE_ADDED":             Behavioural,
	"MODEL_CHANGED":          Behavioural,
	"CONFIG_CHANGED":         Behavioural,
	"FRAGMENT_ADDED":         NoOp, // its text is told by the instructions
	"FRAGMENT_REMOVED":       NoOp,
	"FRAGMENT_MOVED":         Behavioural,
	"FRAGMENT_CONDITIONED":   Behavioural,
	"FRAGMENT_UNCONDITIONED": Behavioural,
	"FRAGMENT_REPINNED":      NoOp,

	"SAFETY_RULE_REMOVED":  Breaking,
	"SAFETY_RULE_WEAKENED": Breaking,

	"RULE_ADDED":        Behavioural,
	"RULE_REMOVED":      Behavioural,
	"RULE_STRENGTHENED": Behavioural,
	"RULE_WEAKENED":     Behavioural,
	"RULE_NEGATED":      Behavioural,
	"RULE_NUMBER":       Behavioural,
	"RULE_REWORDED":     Behavioural,
	"RULE_MOVED":        Behavioural,
	"RULE_CONDITIONED":  Behavioural,
	"RULE_COSMETIC":     Cosmetic,
	"EXAMPLE_CHANGED":   Behavioural,
	"REWRITTEN":         Behavioural,
	"TEXT_CHANGED":      Behavioural,
	"TEXT_COSMETIC":     Cosmetic,
}

func classOf(code string) Class { return codes[code] }

// Codes lists every code with its class.
func Codes() map[string]Class {
	out := make(map[string]Class, len(codes))
	maps.Copy(out, codes)
	return out
}
