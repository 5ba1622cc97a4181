// Package rules holds the built-in lint rules.
//
// A rule finds and says what it found; its level, its suppressions and the
// order of the output are decided elsewhere, the same for all.
package rules

import "github.com/quoin-dev/quoin/pkg/analysis"

// All lists every built-in rule, by family and name.
var All = []*analysis.Rule{
	budgetFragment,
	budgetContextShare,
	budgetMaxGrowth,
	budgetMaxInput,
	budgetPerCall,
	budgetPerMonth,
	budgetStablePrefix,
	noPrice,
	budgetTotal,

	belowMinimum,
	volatileEarly,

	deadBranch,
	delimiterCollision,
	duplicateInclude,
	duplicateText,
	includeCycle,
	missingInput,
	nearDuplicate,
	roleInFragment,
	staleSample,
	typeMismatch,
	undeclaredVariable,
	unknownInclude,
	unusedFragment,
	unusedVariable,

	conflictAction,
	conflictAutonomy,
	conflictChoice,
	conflictClosedOutput,
	conflictElement,
	conflictFormat,
	conflictJudged,
	conflictKeyword,
	conflictLanguage,
	conflictPersona,
	conflictPosition,
	conflictPriority,
	conflictRange,
	conflictTone,
	conflictTool,
	conflictVoice,

	byteOrderMark,
	finalNewline,
	lineEndings,
	nameStyle,
	placeholder,
	trailingSpace,
	unusedSuppression,

	encodedPayload,
	hiddenInstruction,
	injectionPhrase,
	invisibleText,
	pii,
	secret,
	untrustedVariable,

	configuration,
	duplicateHeading,
	duplicateName,
	emptyMessage,
	emptySection,
	encoding,
	frontMatter,
	pricesFile,
	roleOrder,
	syntax,
	unbalancedTag,
	unclosedFence,
	unreadable,
	wallOfText,

	bumpTooSmall,
	labelMissing,
	labelsUnreadable,
	lockStale,
	lockUnreadable,
	notBumped,
	pinViolated,
}
