// Code generated from lexicon/*.toml by TestLexiconDataIsWhatTheFilesSay. DO NOT EDIT.

package instruct

var lexiconData = []lexiconFile{lexiconFile{
	Rule: "conflict/autonomy",
	Dimensions: []dimension{dimension{
		Name:  "permission",
		About: "asking before acting",
		Values: []value{value{
			Name: "ask",
			Is: phrases{"ask|request|seek|get|obtain|await|require|need|solicit|wait|check ... permission|approval|consent|confirmation|go-ahead|authorization|signoff|sign-off|okay",
				"ask .. {user} to confirm|approve",
				"ask .. before ..",
				"ask|asking .. first",
				"wait|pause|stop .. for .. {user}|approval|confirmation|reviewer|feedback|review|go-ahead|reply",
				"confirm .. with .. {user}",
				"confirm before|each|every",
				"check|clear .. with the? {user} before|first",
				"have the? {user} confirm|approve",
				"let the? {user} review|approve|decide|confirm",
				"{user} approval before",
				"get .. {user} .. approval|confirmation|consent|permission",
				"ask .. for .. permission|confirmation|approval",
				"double check with",
				"run .. by the? {user} first|before",
				"request .. review before",
				"propose .. and wait",
				"present .. wait for",
				"only after .. {user} approves|confirms|agrees",
				"confirmation required",
				"{user} must|to approve|confirm",
				"asking first",
				"not|never|don't .. until .. approve|approval|confirm|agree|say|sign|give",
				"asking the? {user} first|before",
			},
			Example: "Ask the user to confirm each step.",
		}, value{
			Name:    "act",
			Is:      phrases{"without|no|instead =asking|confirmation|permission|approval|=confirming|=waiting|=checking|=pausing|=stopping", "without .. {user} .. approval|confirmation|permission|consent|review", "without .. asking|confirmation|permission|approval|waiting|review", "without human|{user} review|approval|confirmation|input|intervention", "no human|{user}|further review|approval|confirmation|input", "proceed|act|go|start|continue|begin|execute|apply|implement ... immediately|directly|straight|autonomously|right", "immediately apply|implement|proceed|start|execute|transfer|begin", "proceed|go ahead|directly", "go ahead", "act|work|operate autonomously|independently", "fully autonomous|autonomously", "don't|never|not ask .. just", "take initiative", "no need to ask|confirm|wait|check", "without stopping", "apply|make changes|edits immediately|directly", "carry on without", "use your own? judgement|judgment|discretion", "act on your own"},
			Example: "Go ahead without asking.",
		}},
	}, dimension{
		Name:  "clarify",
		About: "asking about what is unclear",
		Values: []value{value{
			Name:    "ask",
			Is:      phrases{"ask|request|seek|pose .. clarifying|clarification|clarifications|question|questions", "ask .. {user} to clarify|specify|for", "ask .. what .. mean|want|meant", "ask for .. clarification|detail|details|information|more|missing", "clarify .. with .. {user}", "ask when|if|rather unsure|unclear|ambiguous|doubt|missing", "if .. missing|unsure|unclear|ambiguous|doubt ask", "^ask", "request clarification", "seek clarification", "asking|ask the? {user}", "instead asking", "rather asking"},
			Example: "If unsure, ask.",
		}, value{
			Name:    "assume",
			Is:      phrases{"make|use|state .. assumption|assumptions|guess|guesses", "fill .. missing|gaps|blanks|details", "assume .. most|sensible|reasonable|likely|default|defaults", "sensible|reasonable assumption|assumptions|default|defaults", "best|educated guess|interpretation|judgement|judgment", "infer .. intent|missing|details|meaning|rest", "pick|choose the? most? likely|reasonable|sensible", "decide|figure .. yourself", "figure it out", "without asking", "rather|instead than|of asking|ask", "gather .. instead of asking"},
			Example: "Make sensible assumptions rather than asking.",
		}},
	}, dimension{
		Name:  "ask-anything",
		About: "putting questions to the user",
		Values: []value{value{
			Name:    "ask",
			Is:      phrases{"ask .. question|questions", "ask|asking the? {user} .. for", "ask|put|pose .. {user} a? .. question|questions", "end|finish|close|conclude .. with|by .. question", "finish|end|close|conclude by asking", "asking the? {user} a question", "ask .. clarifying"},
			Denied:  phrases{"phrase .. as a question"},
			Example: "Ask the user a question.",
		}},
	}, dimension{
		Name:   "guess",
		About:  "guessing where one does not know",
		Object: true,
		Values: []value{value{
			Name:    "guess",
			Is:      phrases{"guess|speculate|speculation|fabricate|invent|hallucinate", "make up", "make .. up", "best guess", "educated guess", "give .. estimate", "always|even answer .. even if .. not|unsure|uncertain", "never say .. don't know", "always give|provide an? answer", "make .. educated", "never admit .. not know", "speculative|conjecture", "fill in .. gaps .. knowledge"},
			Example: "Give your best guess.",
		}, value{
			Name:    "abstain",
			Is:      phrases{"say|admit|state|acknowledge|reply|respond|tell .. don't|not|do know", "say .. not know|sure|certain", "say|reply|respond|answer|state|admit|tell .. =i_don't_know|=i_do_not_know|=i'm_not_sure|=i_am_not_sure", "admit .. uncertainty|ignorance", "only state|use|answer .. sources|context|provided|documents", "say so", "i don't know", "decline to answer .. unsure|uncertain", "don't|not know .. say"},
			Example: "Say that you do not know.",
		}},
	}, dimension{
		Name:  "certainty",
		About: "hedging or confidence",
		Values: []value{value{
			Name:    "hedge",
			Is:      phrases{"hedge|hedging|hedged", "hedging words|language|phrases", "express .. uncertainty|doubt|confidence", "qualify .. claims|statements|claim|statement", "use .. maybe|might|perhaps|possibly", "acknowledge .. uncertainty|limits|limitations", "tentative|tentatively|cautious|cautiously language|tone|phrasing", "indicate|state|give|add|include .. confidence level|score|levels", "words maybe|might|perhaps|possibly", "word might|maybe|perhaps"},
			Example: "Hedge uncertain claims.",
		}, value{
			Name:    "confident",
			Is:      phrases{"be|sound|speak|write|answer|state .. confident|confidently|assertive|assertively|decisive|authoritative|certain", "with|absolute|full confidence|certainty|authority", "confident|authoritative|assertive|decisive tone|voice|manner|language", "definitive answer|answers|statement|statements", "no .. uncertainty|doubt"},
			Example: "Be confident; never hedge.",
		}},
	}, dimension{
		Name:  "escalation",
		About: "handing over to a person",
		Values: []value{value{
			Name:    "escalate",
			Is:      phrases{"escalate|transfer|hand|forward|route|pass|connect|refer|redirect ... human|agent|representative|person|supervisor|manager|staff|operator|colleague|support|caller|specialist", "human handoff|handover|escalation", "transfer the? {user}|call|caller", "escalate", "offer .. speak .. human|agent|person|representative", "bring|loop in a? human"},
			Example: "Escalate to a human if asked.",
		}, value{
			Name:    "keep",
			Is:      phrases{"handle|resolve|solve|deal every|all|everything|each .. yourself|own", "resolve .. yourself", "keep the? {user}|conversation in|with", "handle .. on your own"},
			Example: "Handle every request yourself.",
		}},
	}, dimension{
		Name:  "stopping",
		About: "stopping at a problem or carrying on",
		Values: []value{value{
			Name:    "stop",
			Is:      phrases{"stop|halt|abort|quit and|immediately|working|execution|there|the|right|everything", "^stop", "^halt|abort", "stop and report|ask|wait|tell", "stop at|on the? first error|failure", "^fail fast", "bail out", "cease"},
			Example: "If a test fails, stop.",
		}, value{
			Name:    "continue",
			Is:      phrases{"carry|move|press|push|keep on|going|working|ahead", "continue|proceed anyway|regardless|on|working|running|despite|through", "and|just continue|proceed", "keep going|working|trying", "ignore .. and|it|them .. continue|carry|move|proceed", "ignore it", "do not stop", "continue|proceed with|to .. next|rest|remaining|other|others", "skip .. and continue", "work through|until"},
			Example: "Ignore the failure and carry on.",
		}},
	}, dimension{
		Name:  "initiative",
		About: "doing more than was asked",
		Values: []value{value{
			Name:    "extra",
			Is:      phrases{"proactively suggest|fix|offer|recommend|improve|refactor|volunteer|add", "go beyond .. asked|request|requested|scope", "beyond what .. asked|requested", "fix .. other|unrelated|nearby|any .. issues|bugs|problems|code", "refactor .. while|surrounding|nearby|adjacent|unrelated", "volunteer .. information|details|advice|suggestions", "suggest|offer .. improvements|unprompted|unasked", "clean up .. surrounding|unrelated|nearby|adjacent", "add .. extra|bonus features|functionality", "anticipate .. needs|questions", "be proactive"},
			Example: "Proactively fix what you notice.",
		}, value{
			Name:    "minimal",
			Is:      phrases{"only .. what .. asked|requested|told|necessary", "do|answer|change exactly|only|just what .. asked|requested|told", "nothing more than .. asked|requested", "stay .. within|in the? scope", "minimal|smallest change|diff|edit|changes", "stick .. to .. task|request|scope|asked"},
			Example: "Do only what was asked.",
		}},
	}},
}, lexiconFile{
	Rule: "conflict/choice",
	Dimensions: []dimension{dimension{
		Name:  "node-package-manager",
		About: "the JavaScript package manager",
		Verbs: "use",
		Values: []value{value{
			Name:    "npm",
			Is:      phrases{"npm"},
			Example: "Use npm.",
		}, value{
			Name:    "pnpm",
			Is:      phrases{"pnpm"},
			Example: "Use pnpm.",
		}, value{
			Name:    "yarn",
			Is:      phrases{"yarn"},
			Example: "Use Yarn.",
		}, value{
			Name:    "bun",
			Is:      phrases{"bun"},
			Example: "Use Bun to install.",
		}},
	},
		dimension{
			Name:  "python-package-manager",
			About: "the Python package manager",
			Verbs: "use",
			Values: []value{value{
				Name:    "pip",
				Is:      phrases{"pip"},
				Example: "Use pip.",
			}, value{
				Name:    "uv",
				Is:      phrases{"uv"},
				Example: "Use uv.",
			}, value{
				Name:    "poetry",
				Is:      phrases{"poetry"},
				Example: "Use Poetry.",
			}, value{
				Name:    "conda",
				Is:      phrases{"conda|mamba"},
				Example: "Use conda.",
			}, value{
				Name:    "pipenv",
				Is:      phrases{"pipenv"},
				Example: "Use Pipenv.",
			}},
		},
		dimension{
			Name:  "virtualenv",
			About: "the Python environment",
			Values: []value{value{
				Name:    "inside",
				Is:      phrases{"use|activate|in|inside .. virtualenv|venv", "poetry virtualenv", "virtual environment"},
				Example: "Use the virtualenv.",
			}, value{
				Name:    "outside",
				Is:      phrases{"outside .. virtualenv|venv|environment", "system interpreter|python", "global interpreter|python"},
				Example: "Use the system interpreter.",
			}},
		},
		dimension{
			Name:   "js-unit-tests",
			About:  "the JavaScript test runner",
			Verbs:  "use",
			Hosted: true,
			Values: []value{value{
				Name:    "jest",
				Is:      phrases{"jest"},
				Example: "Use Jest.",
			}, value{
				Name:    "vitest",
				Is:      phrases{"vitest"},
				Example: "Use Vitest.",
			}, value{
				Name:    "mocha",
				Is:      phrases{"mocha"},
				Example: "Use Mocha.",
			}, value{
				Name:    "jasmine",
				Is:      phrases{"jasmine"},
				Example: "Use Jasmine.",
			}, value{
				Name:    "ava",
				Is:      phrases{"use|with =ava", "node test runner"},
				Example: "Use AVA.",
			}},
		},
		dimension{
			Name:  "python-tests",
			About: "the Python test framework",
			Verbs: "use",
			Values: []value{value{
				Name:    "pytest",
				Is:      phrases{"pytest"},
				Example: "Use pytest.",
			}, value{
				Name:    "unittest",
				Is:      phrases{"unittest"},
				Example: "Use unittest.",
			}, value{
				Name:    "nose",
				Is:      phrases{"nose|nose2"},
				Example: "Use nose.",
			}},
		},
		dimension{
			Name:  "browser-tests",
			About: "the end-to-end framework",
			Verbs: "use",
			Values: []value{value{
				Name:    "playwright",
				Is:      phrases{"playwright"},
				Example: "Write end-to-end tests in Playwright.",
			}, value{
				Name:    "cypress",
				Is:      phrases{"cypress"},
				Example: "Use Cypress.",
			}, value{
				Name:    "selenium",
				Is:      phrases{"selenium"},
				Example: "Use Selenium.",
			}, value{
				Name:    "puppeteer",
				Is:      phrases{"puppeteer"},
				Example: "Use Puppeteer.",
			}, value{
				Name:    "webdriverio",
				Is:      phrases{"webdriverio"},
				Example: "Use WebdriverIO.",
			}},
		},
		dimension{
			Name:  "js-linter",
			About: "the JavaScript linter or formatter",
			Verbs: "use",
			Values: []value{value{
				Name:    "biome",
				Is:      phrases{"biome"},
				Example: "Format with Biome.",
			}, value{
				Name:     "prettier",
				Is:       phrases{"prettier"},
				Excludes: phrases{"biome", "dprint"},
				Example:  "Format with Prettier.",
			}, value{
				Name:     "eslint",
				Is:       phrases{"eslint"},
				Excludes: phrases{"biome", "oxlint"},
				Example:  "Lint with ESLint.",
			}, value{
				Name:     "oxlint",
				Is:       phrases{"oxlint"},
				Excludes: phrases{"eslint", "biome"},
				Example:  "Lint with oxlint.",
			}, value{
				Name:     "dprint",
				Is:       phrases{"dprint"},
				Excludes: phrases{"prettier", "biome"},
				Example:  "Format with dprint.",
			}},
		},
		dimension{
			Name:  "python-formatter",
			About: "the Python formatter",
			Verbs: "use",
			Values: []value{value{
				Name:     "black",
				Is:       phrases{"black"},
				Excludes: phrases{"ruff format", "yapf", "autopep8"},
				Example:  "Format with Black.",
			}, value{
				Name:     "ruff format",
				Is:       phrases{"ruff format|formatter", "format .. with|using ruff"},
				Excludes: phrases{"black", "yapf", "autopep8"},
				Example:  "Format with ruff.",
			}, value{
				Name:    "yapf",
				Is:      phrases{"yapf"},
				Example: "Format with yapf.",
			}, value{
				Name:    "autopep8",
				Is:      phrases{"autopep8"},
				Example: "Format with autopep8.",
			}},
		},
		dimension{
			Name:  "python-linter",
			About: "the Python linter",
			Verbs: "use",
			Values: []value{value{
				Name:    "ruff",
				Is:      phrases{"ruff"},
				Example: "Lint with Ruff.",
			}, value{
				Name:    "flake8",
				Is:      phrases{"flake8"},
				Example: "Lint with flake8.",
			}, value{
				Name:    "pylint",
				Is:      phrases{"pylint"},
				Example: "Lint with Pylint.",
			}},
		},
		dimension{
			Name:  "python-types",
			About: "the Python type checker",
			Verbs: "use",
			Values: []value{value{
				Name:    "mypy",
				Is:      phrases{"mypy"},
				Example: "Use mypy.",
			}, value{
				Name:    "pyright",
				Is:      phrases{"pyright|basedpyright"},
				Example: "Use Pyright.",
			}},
		},
		dimension{
			Name:  "styling",
			About: "how styles are written",
			Verbs: "use",
			Values: []value{value{
				Name:    "tailwind",
				Is:      phrases{"tailwind|tailwindcss", "tailwind css"},
				Example: "Use Tailwind.",
			}, value{
				Name:    "css modules",
				Is:      phrases{"css module"},
				Example: "Use CSS modules.",
			}, value{
				Name:    "styled-components",
				Is:      phrases{"styled component", "emotion css"},
				Example: "Use styled-components.",
			}, value{
				Name:    "bootstrap",
				Is:      phrases{"bootstrap css|classe|5", "use|with bootstrap"},
				Example: "Use Bootstrap.",
			}, value{
				Name:     "inline styles",
				Is:       phrases{"inline style|css"},
				Excludes: phrases{},
				Example:  "No inline styles.",
			}, value{
				Name:     "sass",
				Is:       phrases{"sass|scss"},
				Excludes: phrases{},
				Example:  "Use Sass.",
			}},
		},
		dimension{
			Name:  "bundler",
			About: "the bundler",
			Verbs: "use",
			Values: []value{value{
				Name:    "vite",
				Is:      phrases{"vite"},
				Example: "Bundle with Vite.",
			}, value{
				Name:    "webpack",
				Is:      phrases{"webpack"},
				Example: "Bundle with webpack.",
			}, value{
				Name:    "parcel",
				Is:      phrases{"parcel bundler", "bundle .. with parcel"},
				Example: "Bundle with Parcel.",
			}, value{
				Name:     "rollup",
				Is:       phrases{"rollup"},
				Excludes: phrases{"webpack", "parcel"},
				Example:  "Bundle with Rollup.",
			}},
		},
		dimension{
			Name:  "http-client",
			About: "the HTTP client",
			Verbs: "use",
			Values: []value{value{
				Name:    "axios",
				Is:      phrases{"axios"},
				Example: "Use axios.",
			}, value{
				Name:    "fetch",
				Is:      phrases{"fetch api", "native fetch", "use fetch"},
				Example: "Use fetch.",
			}, value{
				Name:     "requests",
				Is:       phrases{"requests library", "use =requests"},
				Excludes: phrases{"httpx"},
				Example:  "Use requests.",
			}, value{
				Name:     "httpx",
				Is:       phrases{"httpx"},
				Excludes: phrases{"requests"},
				Example:  "Use httpx.",
			}},
		},
		dimension{
			Name:  "react-state",
			About: "state management",
			Verbs: "use",
			Values: []value{value{
				Name:    "redux",
				Is:      phrases{"redux", "redux toolkit"},
				Example: "Use Redux.",
			}, value{
				Name:    "zustand",
				Is:      phrases{"zustand"},
				Example: "Use Zustand.",
			}, value{
				Name:    "mobx",
				Is:      phrases{"mobx"},
				Example: "Use MobX.",
			}, value{
				Name:    "jotai",
				Is:      phrases{"jotai|recoil"},
				Example: "Use Jotai.",
			}},
		},
		dimension{
			Name:  "vue-state",
			About: "state management in Vue",
			Verbs: "use",
			Values: []value{value{
				Name:    "pinia",
				Is:      phrases{"pinia"},
				Example: "Use Pinia.",
			}, value{
				Name:    "vuex",
				Is:      phrases{"vuex"},
				Example: "Use Vuex.",
			}},
		},
		dimension{
			Name:  "vue-api",
			About: "the Vue component API",
			Verbs: "use",
			Values: []value{value{
				Name:    "composition",
				Is:      phrases{"composition api"},
				Example: "Use the Composition API.",
			}, value{
				Name:    "options",
				Is:      phrases{"options api"},
				Example: "Use the Options API.",
			}},
		},
		dimension{
			Name:  "ts-js",
			About: "TypeScript or JavaScript",
			Verbs: "use",
			Values: []value{value{
				Name:    "typescript",
				Is:      phrases{"in|use|write|only|to typescript", "typescript only|everywhere"},
				Example: "Write TypeScript.",
			}, value{
				Name:    "javascript",
				Is:      phrases{"plain|vanilla|pure javascript|js", "in|use|write|only javascript"},
				Example: "Write plain JavaScript.",
			}},
		},
		dimension{
			Name:  "database",
			About: "the database",
			Verbs: "use",
			Values: []value{value{
				Name:    "postgres",
				Is:      phrases{"postgres|postgresql"},
				Example: "Use PostgreSQL.",
			}, value{
				Name:    "mysql",
				Is:      phrases{"mysql|mariadb"},
				Example: "Use MySQL.",
			}, value{
				Name:    "sqlite",
				Is:      phrases{"sqlite"},
				Example: "Use SQLite.",
			}, value{
				Name:    "mongodb",
				Is:      phrases{"mongodb|mongo"},
				Example: "Use MongoDB.",
			}},
		},
		dimension{
			Name:  "orm",
			About: "the object-relational mapper",
			Verbs: "use",
			Values: []value{value{
				Name:    "prisma",
				Is:      phrases{"prisma"},
				Example: "Use Prisma.",
			}, value{
				Name:    "drizzle",
				Is:      phrases{"drizzle"},
				Example: "Use Drizzle.",
			}, value{
				Name:    "typeorm",
				Is:      phrases{"typeorm"},
				Example: "Use TypeORM.",
			}, value{
				Name:    "sequelize",
				Is:      phrases{"sequelize"},
				Example: "Use Sequelize.",
			}, value{
				Name:    "knex",
				Is:      phrases{"knex"},
				Example: "Use Knex.",
			}},
		},
		dimension{
			Name:  "api-style",
			About: "the style of the API",
			Verbs: "use",
			Values: []value{value{
				Name:    "rest",
				Is:      phrases{"rest|restful api|apis|endpoint"},
				Example: "Build REST APIs.",
			}, value{
				Name:    "graphql",
				Is:      phrases{"graphql api|api", "graphql"},
				Example: "Build a GraphQL API.",
			}, value{
				Name:    "grpc",
				Is:      phrases{"grpc"},
				Example: "Use gRPC.",
			}},
		},
		dimension{
			Name:  "jvm-build",
			About: "the JVM build tool",
			Verbs: "use",
			Values: []value{value{
				Name:    "maven",
				Is:      phrases{"maven|mvn"},
				Example: "Build with Maven.",
			}, value{
				Name:    "gradle",
				Is:      phrases{"gradle"},
				Example: "Build with Gradle.",
			}},
		},
		dimension{
			Name:  "java-tests",
			About: "the JVM test framework",
			Verbs: "use",
			Values: []value{value{
				Name:    "junit",
				Is:      phrases{"junit"},
				Example: "Use JUnit.",
			}, value{
				Name:    "testng",
				Is:      phrases{"testng"},
				Example: "Use TestNG.",
			}, value{
				Name:    "spock",
				Is:      phrases{"spock"},
				Example: "Use Spock.",
			}},
		},
		dimension{
			Name:  "dotnet-tests",
			About: "the .NET test framework",
			Verbs: "use",
			Values: []value{value{
				Name:    "xunit",
				Is:      phrases{"xunit"},
				Example: "Use xUnit.",
			}, value{
				Name:    "nunit",
				Is:      phrases{"nunit"},
				Example: "Use NUnit.",
			}, value{
				Name:    "mstest",
				Is:      phrases{"mstest"},
				Example: "Use MSTest.",
			}},
		},
		dimension{
			Name:  "ci",
			About: "the CI system",
			Verbs: "use",
			Values: []value{value{
				Name:    "github actions",
				Is:      phrases{"github actions"},
				Example: "Use GitHub Actions.",
			}, value{
				Name:    "gitlab",
				Is:      phrases{"gitlab ci"},
				Example: "Use GitLab CI.",
			}, value{
				Name:    "jenkins",
				Is:      phrases{"jenkins"},
				Example: "Use Jenkins.",
			}, value{
				Name:    "circleci",
				Is:      phrases{"circleci", "travis ci?"},
				Example: "Use CircleCI.",
			}},
		},
		dimension{
			Name:  "containers",
			About: "the container tool",
			Verbs: "use",
			Values: []value{value{
				Name:    "docker",
				Is:      phrases{"docker"},
				Example: "Use Docker.",
			}, value{
				Name:    "podman",
				Is:      phrases{"podman"},
				Example: "Use Podman.",
			}},
		},
		dimension{
			Name:  "iac",
			About: "infrastructure as code",
			Verbs: "use",
			Values: []value{value{
				Name:    "terraform",
				Is:      phrases{"terraform"},
				Example: "Use Terraform.",
			}, value{
				Name:    "pulumi",
				Is:      phrases{"pulumi"},
				Example: "Use Pulumi.",
			}, value{
				Name:    "cloudformation",
				Is:      phrases{"cloudformation"},
				Example: "Use CloudFormation.",
			}},
		},
		dimension{
			Name:  "swift-ui",
			About: "the Apple UI framework",
			Verbs: "use",
			Values: []value{value{
				Name:    "swiftui",
				Is:      phrases{"swiftui"},
				Example: "Use SwiftUI.",
			}, value{
				Name:    "uikit",
				Is:      phrases{"uikit"},
				Example: "Use UIKit.",
			}},
		},
		dimension{
			Name:  "dataframes",
			About: "the data frame library",
			Verbs: "use",
			Values: []value{value{
				Name:    "pandas",
				Is:      phrases{"pandas"},
				Example: "Use pandas.",
			}, value{
				Name:    "polars",
				Is:      phrases{"polars"},
				Example: "Use Polars.",
			}},
		},
		dimension{
			Name:  "dates-js",
			About: "the date library",
			Verbs: "use",
			Values: []value{value{
				Name:    "moment",
				Is:      phrases{"moment.js|momentjs|moment"},
				Example: "Use Moment.",
			}, value{
				Name:    "date-fns",
				Is:      phrases{"date fns"},
				Example: "Use date-fns.",
			}, value{
				Name:    "dayjs",
				Is:      phrases{"dayjs|day.js"},
				Example: "Use Day.js.",
			}, value{
				Name:    "luxon",
				Is:      phrases{"luxon"},
				Example: "Use Luxon.",
			}},
		},
		dimension{
			Name:  "shell",
			About: "the shell of scripts",
			Verbs: "use",
			Values: []value{value{
				Name:    "bash",
				Is:      phrases{"scripts in bash", "bash script", "use bash"},
				Example: "Write scripts in bash.",
			}, value{
				Name:    "powershell",
				Is:      phrases{"powershell"},
				Example: "Write scripts in PowerShell.",
			}, value{
				Name:    "fish",
				Is:      phrases{"fish shell|script", "use fish"},
				Example: "Use fish.",
			}},
		},
	},
}, lexiconFile{
	Rule: "clarity/vague-instruction",
	Dimensions: []dimension{dimension{
		Name:  "vague",
		About: "what nobody can check",
		Free:  true,
		Values: []value{value{
			Name:    "quality",
			Is:      phrases{"good|great|nice|excellent|high-quality|quality|perfect|amazing|best answer|response|output|result|work|content|code|job", "high quality", "do your best", "best possible"},
			Example: "Write good answers.",
		}, value{
			Name:    "appropriateness",
			Is:      phrases{"appropriate|suitable|proper|adequate|reasonable tone|style|length|format|level|amount|manner|language|way", "as appropriate|needed|necessary|required", "be appropriate|reasonable|sensible", "if|when|where appropriate"},
			Example: "Use an appropriate tone.",
		}, value{
			Name:    "helpfulness",
			Is:      phrases{"be|stay very? helpful|useful|smart|intelligent|creative|nice|awesome|thoughtful", "as helpful|useful as"},
			Example: "Be helpful.",
		}, value{
			Name:    "common sense",
			Is:      phrases{"common sense", "good judgement|judgment|taste", "be careful", "take care", "pay attention", "use your judgement|judgment"},
			Example: "Use common sense.",
		}, value{
			Name:    "quantity",
			Is:      phrases{"some|several|various|enough example|detail|point|information", "a few example|detail|point", "not too long|short|much|many|verbose", "a bit", "somewhat", "etc"},
			Example: "Give some examples.",
		}},
	}},
}, lexiconFile{
	Rule: "conflict/choice",
	Dimensions: []dimension{dimension{
		Name:   "indentation",
		About:  "what code is indented with",
		Hosted: true,
		Values: []value{value{
			Name:    "tabs",
			Is:      phrases{"indent|indented|indentation .. with|using|by|use tab", "tabs for indentation", "tab indentation", "use tabs", "hard tabs", "tabs not spaces", "tabs over spaces", "tabs rather", "tabs instead"},
			Example: "Indent with tabs.",
		}, value{
			Name:    "2 spaces",
			Is:      phrases{"2|two space indentation|indent|indents", "indent|indented|indentation .. 2|two space", "2|two spaces", "2|two space per|for indentation|indent|level", "indentation .. 2|two"},
			Example: "Indent with two spaces.",
		}, value{
			Name:    "4 spaces",
			Is:      phrases{"4|four space indentation|indent|indents", "indent|indented|indentation .. 4|four space", "4|four spaces", "indentation .. 4|four"},
			Example: "Indent with four spaces.",
		}, value{
			Name:    "8 spaces",
			Is:      phrases{"8|eight space"},
			Example: "Indent with eight spaces.",
		}, value{
			Name:     "spaces",
			Is:       phrases{"spaces for indentation", "spaces not tabs", "spaces over tabs", "use spaces", "indent with spaces"},
			Excludes: phrases{"tabs"},
			Example:  "Use spaces, not tabs.",
		}},
	}, dimension{
		Name:  "quotes",
		About: "the quotation marks of strings",
		Values: []value{value{
			Name:    "single",
			Is:      phrases{"single quote|quoted|quotation", "single-quoted|single-quotes"},
			Example: "Single quotes for all strings.",
		}, value{
			Name:    "double",
			Is:      phrases{"double quote|quoted string|quotation|literal|everywhere|around|for|in", "double quotes|quote", "double-quotes"},
			Example: "Strings use double quotes.",
		}, value{
			Name:     "backtick",
			Is:       phrases{"template literal|string"},
			Excludes: phrases{},
			Example:  "Template literals.",
		}},
	}, dimension{
		Name:   "semicolons",
		About:  "semicolons at the end of statements",
		Hosted: true,
		Values: []value{value{
			Name:    "semicolons",
			Is:      phrases{"semicolon|semicolons", "terminate .. statement .. semicolon"},
			Example: "Use semicolons.",
		}},
	}, dimension{
		Name:  "docstring-style",
		About: "the style of docstrings",
		Values: []value{value{
			Name:    "google",
			Is:      phrases{"google style|format docstring", "google docstring", "docstrings .. google"},
			Example: "Use Google-style docstrings.",
		}, value{
			Name:    "numpy",
			Is:      phrases{"numpy style|format docstring", "numpy|numpydoc docstring", "docstrings .. numpy|numpydoc"},
			Example: "Docstrings follow NumPy style.",
		}, value{
			Name:    "sphinx",
			Is:      phrases{"sphinx|rest|restructuredtext|epytext style|format docstring", "docstrings .. sphinx|rest|restructuredtext|epytext"},
			Example: "Docstrings in reST.",
		}},
	}, dimension{
		Name:  "exports",
		About: "default or named exports",
		Values: []value{value{
			Name:    "default",
			Is:      phrases{"default export|exports|exported"},
			Example: "Use default exports.",
		}, value{
			Name:    "named",
			Is:      phrases{"named export|exports"},
			Example: "Use named exports.",
		}},
	}, dimension{
		Name:  "enums",
		About: "enumerations",
		Values: []value{value{
			Name:    "enum",
			Is:      phrases{"enum|enums|enumeration|enumerations"},
			Example: "Avoid enums.",
		}},
	}, dimension{
		Name:  "async-style",
		About: "async/await or promise chains",
		Values: []value{value{
			Name:    "await",
			Is:      phrases{"async await", "async/await"},
			Example: "Use async/await.",
		}, value{
			Name:    "then",
			Is:      phrases{"then chain|callback", "promise chain|chaining", ".then", "=then chain|chains|chaining"},
			Example: "Use promise chains.",
		}},
	}, dimension{
		Name:  "components",
		About: "function or class components",
		Values: []value{value{
			Name:    "functional",
			Is:      phrases{"functional|function component"},
			Example: "Use functional components.",
		}, value{
			Name:    "class",
			Is:      phrases{"class|class-based component", "class based component"},
			Example: "Use class components.",
		}},
	}, dimension{
		Name:  "functions",
		About: "arrow functions or declarations",
		Values: []value{value{
			Name:    "arrow",
			Is:      phrases{"arrow function"},
			Example: "Use arrow functions.",
		}, value{
			Name:    "declaration",
			Is:      phrases{"function declaration|keyword", "the function keyword"},
			Example: "Use function declarations.",
		}},
	}, dimension{
		Name:  "type-alias",
		About: "interfaces or type aliases",
		Values: []value{value{
			Name:     "interface",
			Is:       phrases{"interfaces over type|type", "use|prefer interface"},
			Excludes: phrases{"type"},
			Example:  "Prefer interfaces over types.",
		}, value{
			Name:     "type",
			Is:       phrases{"type|aliases over interface", "use|prefer type|type aliase"},
			Excludes: phrases{"interface"},
			Example:  "Prefer type aliases over interfaces.",
		}},
	}, dimension{
		Name:  "variables",
		About: "declaring JavaScript variables",
		Values: []value{value{
			Name:     "var",
			Is:       phrases{"=var keyword|declaration", "use =var"},
			Excludes: phrases{},
			Example:  "Never use var.",
		}},
	}, dimension{
		Name:  "line-wrap",
		About: "hard wrapping of prose",
		Values: []value{value{
			Name:    "wrap",
			Is:      phrases{"hard wrap|wrap|wrapped|wrapping", "hardwrap", "wrap .. at .. column|character|chars", "wrap .. prose|lines|markdown|text|paragraphs at|to"},
			Denied:  phrases{"one sentence per line", "soft wrap"},
			Example: "Wrap Markdown prose at 80 columns.",
		}},
	}, dimension{
		Name:  "file-split",
		About: "one file or several",
		Values: []value{value{
			Name:    "one",
			Is:      phrases{"everything in one|a|single .. file", "all .. in one|a|single file", "in one|a single file", "single file"},
			Example: "Keep everything in one file.",
		}, value{
			Name:    "several",
			Is:      phrases{"split|break|refactor .. into .. module|file", "separate|multiple|several|own|smaller file|module", "one class|component|function per file", "files to a? maximum of", "limit files to"},
			Example: "Split into small modules.",
		}},
	}, dimension{
		Name:  "paradigm",
		About: "object-oriented or functional",
		Values: []value{value{
			Name:    "functional",
			Is:      phrases{"functional programming|style|patterns|approach|code", "functional and? declarative"},
			Example: "Write functional code.",
		}, value{
			Name:    "oop",
			Is:      phrases{"object oriented|orientated programming|style|design|code?", "object-oriented|oop"},
			Example: "Write object-oriented code.",
		}},
	}, dimension{
		Name:  "abstraction",
		About: "inheritance or composition",
		Values: []value{value{
			Name:    "inheritance",
			Is:      phrases{"=inheritance"},
			Example: "Use inheritance.",
		}, value{
			Name:     "composition",
			Is:       phrases{"=composition"},
			Excludes: phrases{},
			Example:  "Prefer composition.",
		}},
	}, dimension{
		Name:  "errors",
		About: "exceptions or result values",
		Values: []value{value{
			Name:     "throw",
			Is:       phrases{"throw|raise exception|error", "use exception"},
			Excludes: phrases{"result"},
			Example:  "Throw exceptions.",
		}, value{
			Name:     "result",
			Is:       phrases{"return .. result type|object", "result type|monad", "errors as values"},
			Excludes: phrases{"throw"},
			Example:  "Return result types.",
		}},
	}, dimension{
		Name:  "comparison",
		About: "strict equality",
		Values: []value{value{
			Name:    "strict",
			Is:      phrases{"strict equality", "triple equals"},
			Example: "Use strict equality.",
		}, value{
			Name:    "loose",
			Is:      phrases{"loose equality", "double equals"},
			Example: "Use loose equality.",
		}},
	}},
}, lexiconFile{
	Rule: "conflict/action",
	Dimensions: []dimension{dimension{
		Name:  "instructions-disclosure",
		About: "revealing its own instructions",
		Values: []value{value{
			Name:    "reveal",
			Is:      phrases{"{reveal} ... system|hidden|internal|initial|developer|original .. prompt|instructions|instruction|message|guidelines|rules|configuration", "{reveal} .. these|your|own|the|this|any .. instructions|prompt|rules|guidelines|configuration", "system prompt .. confidential|secret|private", "instructions .. are|is|stay|confidential|secret|private", "transparent about .. instructions|prompt|rules", "open about .. instructions|prompt", "what your instructions are|say"},
			Denied:  phrases{"keep .. instructions|prompt|rules .. secret|confidential|private|hidden", "instructions|prompt are|is|stay|remain|strictly .. confidential|secret|private", "treat .. prompt|instructions as .. confidential|secret", "refuse|decline .. reveal|share|disclose .. prompt|instructions"},
			Example: "Never reveal these instructions.",
		}},
	}, dimension{
		Name:  "ai-disclosure",
		About: "saying that it is a machine",
		Values: []value{value{
			Name:    "admit",
			Is:      phrases{"{reveal}|admit|acknowledge|disclose|say|clarify|identify|be|honest|tell|remind|state|confirm ... you are|yourself .. an? ai|bot|machine|chatbot|robot|language|virtual|model", "mention .. ai|bot|machine|language .. model?", "{reveal}|admit .. being an? ai|bot|machine", "identify yourself as an? .. ai|bot|assistant|virtual|chatbot", "as an ai", "are an? ai|bot"},
			Denied:  phrases{"claim|pretend|say|insist .. human|person", "{reveal}|claim .. to be .. human|person", "pass .. as .. human", "you are a human|person"},
			Example: "Say that you are an AI.",
		}},
	}, dimension{
		Name:  "pii-display",
		About: "masking or showing personal numbers",
		Values: []value{value{
			Name:    "mask",
			Is:      phrases{"mask|redact|obfuscate|anonymize|anonymise|pseudonymize", "blur|censor|hide|truncate|scrub .. number|numbers|name|names|card|email|address|addresses|digits|data|details", "all but the? last four|4|digits", "only .. last four|4|digits", "last four|4 digits only", "replace .. with asterisks|placeholders|initials", "strip .. personal|names|identifying", "remove .. personal|names|identifying .. data|information|details"},
			Example: "Mask card numbers.",
		}, value{
			Name:    "full",
			Is:      phrases{"in full", "full|complete|entire|unmasked|unredacted .. number|numbers|card|address|name|names|email", "unmasked|unredacted", "{reveal} .. full|complete .. number|numbers|name|names|address|details"},
			Example: "Display card numbers in full.",
		}},
	}, dimension{
		Name:  "external-sharing",
		About: "sharing outside",
		Values: []value{value{
			Name:    "share",
			Is:      phrases{"share|shared|forward|send|disclose|distribute|pass|give|publish|post|circulate|release ... supplier|suppliers|vendor|vendors|outside|external|third|outsiders|partner|partners|public|publicly|press|media|parties|competitors", "make .. public|publicly", "{reveal} .. third party|parties", "publish .. publicly|online|externally"},
			Denied:  phrases{"for internal use|communication|eyes only", "internal use|communication only", "keep .. internal|in-house|confidential|private", "must stay internal", "confidential and internal"},
			Example: "Forward this to the supplier.",
		}},
	}, dimension{
		Name:  "contact-sharing",
		About: "giving out addresses",
		Values: []value{value{
			Name:    "personal address",
			Is:      phrases{"{reveal}|provide .. employee|employees|staff|personal|colleague|responsible|agent|direct|individual .. email|phone|contact|home|mobile .. address|number|details|addresses|number", "{reveal} ... email address of the? .. employee|colleague|manager|staff|person", "{reveal} .. email|contact .. of .. employee|staff|employees"},
			Example: "Never share employees' email addresses.",
		}, value{
			Name:     "shared address",
			Is:       phrases{"general|support|shared|public|generic .. address|email|inbox"},
			Excludes: phrases{},
			Example:  "Give the support address.",
		}},
	}, dimension{
		Name:  "legal-advice",
		About: "professional advice",
		Free:  true,
		Values: []value{value{
			Name:     "legal",
			Is:       phrases{"legal ... advice|guidance|opinion|opinions", "advice .. legal|law", "advise .. on .. legal|law"},
			Excludes: phrases{},
			Example:  "Do not give legal advice.",
		}, value{
			Name:     "medical",
			Is:       phrases{"medical|health ... advice|guidance|recommendations|diagnosis|diagnoses", "diagnose", "advice .. medical|health", "recommend .. medication|treatment|treatments|dosage|dosages|medications"},
			Excludes: phrases{},
			Example:  "Do not give medical advice.",
		}, value{
			Name:     "financial",
			Is:       phrases{"financial|investment|investing|tax ... advice|guidance|recommendations|tips", "advice .. financial|investment|tax|money", "recommend .. stocks|investments|shares|funds", "financial advice"},
			Excludes: phrases{},
			Example:  "Do not give financial advice.",
		}, value{
			Name:     "politics",
			Is:       phrases{"politics|political", "political topics|views|opinions|questions|issues|subjects"},
			Excludes: phrases{},
			Example:  "Avoid politics.",
		}, value{
			Name:     "religion",
			Is:       phrases{"religion|religious"},
			Excludes: phrases{},
			Example:  "Avoid religion.",
		}},
	}, dimension{
		Name:  "dates-disclosure",
		About: "speaking of delivery dates",
		Values: []value{value{
			Name:     "delivery",
			Is:       phrases{"delivery|shipping|arrival date|dates|time|times|window|estimate|estimates", "when .. parcel|package|order|shipment|delivery .. will? arrive|arrives|ship|come|delivered", "estimated delivery|arrival"},
			Excludes: phrases{},
			Example:  "Do not discuss delivery dates.",
		}, value{
			Name:     "roadmap",
			Is:       phrases{"roadmap", "upcoming|unreleased|future feature|features|releases|product|products"},
			Excludes: phrases{},
			Example:  "Never discuss the roadmap.",
		}},
	}, dimension{
		Name:  "discounts",
		About: "offering money",
		Values: []value{value{
			Name:     "discount",
			Is:       phrases{"discount|discounts|coupon|coupons|voucher|vouchers|promo"},
			Excludes: phrases{},
			Example:  "Never offer discounts.",
		}, value{
			Name:     "refund",
			Is:       phrases{"offer|promise|issue|grant|give|approve|process|guarantee .. refund|refunds", "refund|refunds must|may|are"},
			Excludes: phrases{},
			Example:  "Never promise refunds.",
		}, value{
			Name:     "compensation",
			Is:       phrases{"offer|promise|give|grant|propose .. compensation|compensations"},
			Excludes: phrases{},
			Example:  "Never offer compensation.",
		}},
	}},
}, lexiconFile{
	Rule: "conflict/element",
	Dimensions: []dimension{dimension{
		Name:   "element",
		About:  "what an answer contains",
		Verbs:  "produce",
		Hosted: true,
		Free:   true,
		Values: []value{value{
			Name:    "emoji",
			Is:      phrases{"emoji|emojis|emoticon|smiley|smileys|kaomoji", "emoji reactions", "emoji characters|icons|symbols"},
			Example: "Do not use emojis.",
		},
			value{
				Name:    "emoji-free",
				Is:      phrases{"decorative emoji"},
				Example: "Use decorative emoji.",
			},
			value{
				Name:    "bullets",
				Is:      phrases{"bullet|bullets", "bullet|bulleted point|points|list|lists", "unordered list|lists", "bulleted|unordered"},
				Banned:  phrases{"list|lists"},
				Place:   true,
				Example: "Use bullets for lists.",
			},
			value{
				Name:    "numbered list",
				Is:      phrases{"number every|each|all|the .. step|item|point|instruction|line", "=numbered|ordered list|lists|steps", "=numbered"},
				Place:   true,
				Example: "Number the steps.",
			},
			value{
				Name:    "table",
				Is:      phrases{"table|tables", "markdown table", "tabular"},
				Place:   true,
				Example: "Use a table.",
			},
			value{
				Name:    "table of contents",
				Is:      phrases{"table of contents", "toc", "contents list|page"},
				Example: "Add a table of contents.",
			},
			value{
				Name:    "heading",
				Is:      phrases{"heading|headings|header|headers|subheading|subheadings", "section headings|headers|titles", "markdown headings|headers"},
				Example: "Use headings.",
			},
			value{
				Name:    "cors header",
				Is:      phrases{"cors header|headers", "http|response|request|security|column|row|table|file|authorization|auth|email header|headers"},
				Example: "Send CORS headers.",
			},
			value{
				Name:    "bold",
				Is:      phrases{"bold|boldface|bolded|bolding", "bold text|type|font|formatting|face"},
				Place:   true,
				Example: "Bold key terms.",
			},
			value{
				Name:    "italics",
				Is:      phrases{"italic|italics|italicize|italicise"},
				Place:   true,
				Example: "Italicise titles.",
			},
			value{
				Name:    "code fence",
				Is:      phrases{"code fence|fences", "fenced code? block|blocks", "triple backticks", "markdown code syntax|block|fence|indicator", "markdown code block|blocks|fences", "code block|blocks", "backticks"},
				Place:   true,
				Example: "Put code in fenced blocks.",
			},
			value{
				Name:    "link markup",
				Is:      phrases{"markdown link|links", "hyperlink|hyperlinks", "clickable link|links"},
				Example: "Use Markdown links.",
			},
			value{
				Name:    "url",
				Is:      phrases{"url|urls", "web address|addresses", "external link|links", "=links", "include|add|provide|give a? link"},
				Example: "Include the URL.",
			},
			value{
				Name:    "image",
				Is:      phrases{"image|images|picture|pictures|illustration|illustrations"},
				Example: "Add an image.",
			},
			value{
				Name:    "diagram",
				Is:      phrases{"diagram|diagrams|flowchart|flowcharts"},
				Place:   true,
				Example: "Include a Mermaid diagram.",
			},
			value{
				Name:    "code sample",
				Is:      phrases{"code sample|samples|snippet|snippets|example|examples", "include|show|provide|use|write code", "sample code"},
				Example: "Include code samples.",
			},
			value{
				Name:    "hashtag",
				Is:      phrases{"hashtag|hashtags"},
				Example: "Use hashtags.",
			},
			value{
				Name:    "exclamation mark",
				Is:      phrases{"exclamation mark|marks|point|points", "exclamations"},
				Example: "Never use exclamation marks.",
			},
			value{
				Name:    "question mark",
				Is:      phrases{"question mark|marks"},
				Example: "No question marks.",
			},
			value{
				Name:    "em dash",
				Is:      phrases{"em dash|dashes", "emdash|emdashes", "long dash|dashes"},
				Example: "Don't use em dashes.",
			},
			value{
				Name:    "semicolon",
				Is:      phrases{"semicolon|semicolons"},
				Example: "Avoid semicolons.",
			},
			value{
				Name:    "parenthesis",
				Is:      phrases{"parenthesis|parentheses|parenthetical|parentheticals"},
				Example: "No parentheses.",
			},
			value{
				Name:    "ellipsis",
				Is:      phrases{"ellipsis|ellipses"},
				Example: "No ellipses.",
			},
			value{
				Name:    "oxford comma",
				Is:      phrases{"oxford|serial comma|commas"},
				Example: "Use the Oxford comma.",
			},
			value{
				Name:    "trailing comma",
				Is:      phrases{"trailing comma|commas"},
				Example: "Use trailing commas.",
			},
			value{
				Name:    "full stop",
				Is:      phrases{"full stop|stops", "full stop at the end", "period at|after", "trailing|final|closing period|periods", "terminal punctuation"},
				Example: "No full stop at the end of headings.",
			},
			value{
				Name:    "abbreviation",
				Is:      phrases{"abbreviation|abbreviations|acronym|acronyms"},
				Example: "Avoid abbreviations.",
			},
			value{
				Name:    "contraction",
				Is:      phrases{"=contraction|=contractions"},
				Example: "Avoid contractions.",
			},
			value{
				Name:    "slang",
				Is:      phrases{"slang", "colloquialism|colloquialisms", "slang words|terms|expressions"},
				Example: "No slang.",
			},
			value{
				Name:    "humour",
				Is:      phrases{"humorous|funny|witty voice|tone|style|manner|language", "joke|jokes|humor|humour|pun|puns|wit|witticisms|banter"},
				Example: "No jokes.",
			},
			value{
				Name:    "metaphor",
				Is:      phrases{"metaphor|metaphors|analogy|analogies|simile|similes"},
				Example: "Avoid metaphors.",
			},
			value{
				Name:    "jargon",
				Is:      phrases{"jargon|buzzword|buzzwords|buzz-words", "technical|marketing|industry|business|corporate jargon|buzzwords", "marketing language|speak|fluff", "technical terms|terminology", "industry terms|buzzwords"},
				Example: "No jargon.",
			},
			value{
				Name:    "hedge",
				Is:      phrases{"hedging words|language|phrases", "hedge words"},
				Example: "Avoid hedging words.",
			},
			value{
				Name:    "greeting",
				Is:      phrases{"greeting|greetings|salutation|salutations", "greet the? user|customer|reader|caller", "say hello", "hello or", "opening pleasantries", "pleasantries", "welcome message"},
				Example: "Start with a greeting.",
			},
			value{
				Name:    "sign-off",
				Is:      phrases{"sign off|offs", "closing salutation|remark|remarks", "signature", "valediction", "sign .. with your name", "closing pleasantries"},
				Example: "End with a sign-off.",
			},
			value{
				Name:    "apology",
				Is:      phrases{"apology|apologies|apologize|apologise", "say sorry"},
				Example: "Never apologise.",
			},
			value{
				Name:    "disclaimer",
				Is:      phrases{"disclaimer|disclaimers|caveat|caveats"},
				Example: "No disclaimers.",
			},
			value{
				Name:    "warning",
				Is:      phrases{"safety|security|content warning|warnings|notice"},
				Example: "Include the safety warning.",
			},
			value{
				Name:    "introduction",
				Is:      phrases{"introduction|introductions|intro|preamble|preambles", "introductory paragraph|sentence|remarks", "opening paragraph", "opening remarks"},
				Example: "No introduction.",
			},
			value{
				Name:    "conclusion",
				Is:      phrases{"conclusion|conclusions", "concluding paragraph|section|remarks", "conclusion section", "closing paragraph|section|summary", "wrap-up"},
				Example: "End with a conclusion.",
			},
			value{
				Name:    "summary",
				Is:      phrases{"summary at the end", "closing summary", "summary section|paragraph", "recap|recaps", "tl;dr|tldr", "executive summary", "key takeaways"},
				Example: "Add a summary at the end.",
			},
			value{
				Name:    "next steps",
				Is:      phrases{"next step|steps", "follow up actions|steps", "action items", "what .. should do next", "what to do next", "recommended actions"},
				Example: "Do not suggest next steps.",
			},
			value{
				Name:    "follow-up question",
				Is:      phrases{"follow up question|questions", "end|finish|close|conclude|wrap .. with a .. question", "finish|end|close|conclude by asking", "closing question", "ask .. question at the end"},
				Needs:   phrases{"element/question mark"},
				Example: "End with a question.",
			},
			value{
				Name:    "clarifying question",
				Is:      phrases{"clarifying question|questions", "ask .. questions|question"},
				Needs:   phrases{"element/question mark"},
				Example: "Ask clarifying questions.",
			},
			value{
				Name:    "example",
				Is:      phrases{"example|examples", "concrete|worked|practical example|examples"},
				Example: "Include examples.",
			},
			value{
				Name:    "quotation",
				Is:      phrases{"direct|verbatim quote|quotes|quotation|quotations", "quotation|quotations", "include|add|provide quotes"},
				Example: "Include quotes.",
			},
			value{
				Name:    "footnote",
				Is:      phrases{"footnote|footnotes|endnote|endnotes"},
				Example: "No footnotes.",
			},
			value{
				Name:    "citation",
				Is:      phrases{"citation|citations", "quote|name|give|state|mention|list the? source|sources", "source of every|each", "cite .. source|sources|source", "cite sources|references", "bibliography", "reference list", "source links|list"},
				Example: "Cite your sources.",
			},
			value{
				Name:    "price",
				Is:      phrases{"price|prices|pricing", "cost|costs of"},
				Example: "Mention the price.",
			},
			value{
				Name:    "competitor",
				Is:      phrases{"competitor|competitors", "competing|rival|other products|brands|companies|product"},
				Example: "Do not mention competitors.",
			},
			value{
				Name:    "statistics",
				Is:      phrases{"statistic|statistics|=stats"},
				Example: "Include statistics.",
			},
			value{
				Name:    "date",
				Is:      phrases{"publication|release|last-updated date", "today date", "current date", "include|add|give|show|state the date"},
				Example: "Include the date.",
			},
			value{
				Name:    "timestamp",
				Is:      phrases{"timestamp|timestamps"},
				Example: "Add timestamps.",
			},
			value{
				Name:    "profanity",
				Is:      phrases{"profanity|swearing|curse|swear|expletives", "swear|curse|bad words", "strong|foul language", "profanities|obscenities"},
				Example: "No profanity.",
			},
			value{
				Name:    "pii",
				Is:      phrases{"personal data|information|details", "pii", "personally identifiable information"},
				Example: "Never include personal data.",
			},
			value{
				Name:    "rhetorical question",
				Is:      phrases{"rhetorical question|questions"},
				Example: "No rhetorical questions.",
			},
			value{
				Name:    "cliché",
				Is:      phrases{"cliché|clichés|cliche|cliches"},
				Example: "Avoid clichés.",
			},
			value{
				Name:    "adverb",
				Is:      phrases{"adverb|adverbs"},
				Example: "Avoid adverbs.",
			},
			value{
				Name:    "foreign word",
				Is:      phrases{"foreign word|words|phrases|terms", "foreign language words"},
				Example: "No foreign words.",
			},
			value{
				Name:    "call to action",
				Is:      phrases{"call to action", "calls to action", "cta|ctas"},
				Example: "End with a call to action.",
			},
			value{
				Name:    "title",
				Is:      phrases{"title|headline"},
				Example: "Always include a title.",
			},
			value{
				Name:    "subtitle",
				Is:      phrases{"subtitle|subtitles|subheadline"},
				Example: "Never include a subtitle.",
			},
			value{
				Name:    "placeholder",
				Is:      phrases{"placeholder|placeholders|lorem"},
				Example: "Never leave placeholders.",
			},
			value{
				Name:    "docstring",
				Is:      phrases{"docstring|docstrings"},
				Example: "Write docstrings.",
			},
			value{
				Name:    "type hint",
				Is:      phrases{"type hint|hints|annotation|annotations"},
				Example: "Add type hints.",
			},
			value{
				Name:    "code comment",
				Is:      phrases{"code|inline comment|comments", "comment every|each|all|your code|function|method|class|line|logic", "comments to functions|methods|classes|code", "comments in|to the? code", "comment .. code"},
				Example: "Do not add comments to code.",
			},
			value{
				Name:    "horizontal rule",
				Is:      phrases{"horizontal rule|rules|line|lines", "divider|dividers"},
				Example: "No horizontal rules.",
			},
			value{
				Name:    "nested list",
				Is:      phrases{"nested|nesting bullets|lists|list|bullet", "nest bullets|lists|bullet|list|them", "sub bullets|bullet", "subbullets", "multi level lists", "more than one level"},
				Example: "Do not nest bullets.",
			},
			value{
				Name:    "flattery",
				Is:      phrases{"flattery|flatter|praise|compliments|compliment", "compliment the? user"},
				Example: "No flattery.",
			},
			value{
				Name:    "opinion",
				Is:      phrases{"personal|own|subjective opinion|opinions|recommendation|recommendations|view|views", "opinion|opinions", "subjective recommendation or? comment"},
				Example: "Never include a personal opinion.",
			},
			value{
				Name:    "solution",
				Is:      phrases{"suggest|give|offer|provide|recommend solutions|solution", "direct|full|complete|finished answer|answers|solution|solutions", "the solution that", "with the solution"},
				Example: "Do not suggest solutions.",
			},
			value{
				Name:    "alternative",
				Is:      phrases{"alternative|alternatives", "other options", "several options"},
				Example: "Always list alternatives.",
			},
			value{
				Name:    "personal anecdote",
				Is:      phrases{"anecdote|anecdotes", "personal story|stories"},
				Example: "No anecdotes.",
			},
			value{
				Name:    "phone number",
				Is:      phrases{"phone|telephone number|numbers"},
				Example: "Give the phone number.",
			},
			value{
				Name:    "order number",
				Is:      phrases{"order number|id", "reference|ticket|case number"},
				Example: "Include the order number.",
			},
			value{
				Name:    "unit",
				Is:      phrases{"the|with|no unit|units", "units of measurement", "unit symbols"},
				Example: "Include the unit.",
			},
		},
	}},
}, lexiconFile{
	Rule: "conflict/format",
	Dimensions: []dimension{dimension{
		Name:   "output-format",
		About:  "the format of the answer",
		Verbs:  "produce",
		Hosted: true,
		Values: []value{value{
			Name:     "json",
			Is:       phrases{"in|as|valid|only|just|pure|raw|strict json", "{emit} back? json", "{emit} .. valid|single|raw|pure|strict|compact json", "json only", "json object|array|document|payload|blob|format", "json code block", "{emit} a .. json object", "json .. nothing else", "exclusively json", "json response"},
			Bans:     phrases{"element/heading", "element/bold", "element/emoji-free"},
			Excludes: phrases{"xml", "yaml", "csv", "html", "plain text", "prose", "table", "markdown", "bulleted list", "numbered list"},
			Example:  "Return only valid JSON.",
		}, value{
			Name:     "xml",
			Is:       phrases{"in|as|valid|only|just xml", "{emit} back? xml", "xml only", "xml document|format|object", "well formed xml"},
			Excludes: phrases{"json", "yaml", "csv", "html", "plain text", "prose", "table", "markdown", "bulleted list", "numbered list"},
			Example:  "Answer in XML.",
		}, value{
			Name:     "yaml",
			Is:       phrases{"in|as|valid|only|just|generated yaml", "{emit} back? yaml", "yaml only", "yaml object|document|format|template|block|file"},
			Excludes: phrases{"json", "xml", "csv", "html", "plain text", "prose", "table", "markdown", "bulleted list", "numbered list"},
			Example:  "The output must be a YAML object.",
		}, value{
			Name:     "csv",
			Is:       phrases{"in|as|valid|only|just csv", "{emit} back? csv", "csv only|format|file|rows", "comma separated values"},
			Excludes: phrases{"json", "xml", "yaml", "html", "plain text", "prose", "markdown", "bulleted list", "numbered list"},
			Example:  "Return CSV with a header row.",
		}, value{
			Name:     "html",
			Is:       phrases{"in|as|valid|only|just|clean|semantic|raw html", "{emit} html", "html only|format|document|fragment|markup"},
			Excludes: phrases{"json", "xml", "yaml", "csv", "plain text", "markdown"},
			Example:  "Respond in HTML.",
		}, value{
			Name:     "markdown",
			Is:       phrases{"in|as|only|using|with|valid|readable|proper|github|clean markdown", "{emit} markdown", "{emit} .. human? readable markdown", "use markdown formatting|syntax", "markdown format|formatting|syntax|formatted|output", "markdown only", "rich text formatting"},
			Banned:   phrases{"markdown"},
			Without:  phrases{"element/heading", "element/bold", "element/table", "element/bullets", "element/numbered list", "element/link markup", "element/code fence"},
			Excludes: phrases{"json", "xml", "yaml", "csv", "html", "plain text"},
			Example:  "Format the answer as Markdown.",
		}, value{
			Name:     "plain text",
			Is:       phrases{"plain|unformatted|raw text", "plaintext", "plain text only", "text to speech", "read aloud", "spoken aloud", "text without formatting", "unformatted"},
			Bans:     phrases{"element/heading", "element/bold", "element/table", "element/code fence"},
			Excludes: phrases{"json", "xml", "yaml", "csv", "html", "markdown", "table", "bulleted list", "numbered list"},
			Example:  "Write in plain text.",
		}, value{
			Name:     "table",
			Is:       phrases{"in|as a .. table", "in table|tabular format|form", "table format|form", "answer|respond|reply with a .. table", "markdown table", "only a table"},
			Needs:    phrases{"element/table"},
			Excludes: phrases{"json", "xml", "yaml", "plain text", "prose", "bulleted list", "numbered list"},
			Example:  "Answer with a table.",
		}, value{
			Name:     "bulleted list",
			Is:       phrases{"as|in a .. bulleted|bullet|bullet-point|unordered list", "as|in|using bullets", "as|in bullet points|form", "bullet form|format", "only bullets", "bullet points only"},
			Needs:    phrases{"element/bullets"},
			Excludes: phrases{"json", "xml", "yaml", "csv", "plain text", "prose", "table", "numbered list"},
			Example:  "Format the reply as a bulleted list.",
		}, value{
			Name:     "numbered list",
			Is:       phrases{"as|in|with a .. numbered|ordered list", "as|in|with numbered steps", "numbered list format"},
			Needs:    phrases{"element/numbered list"},
			Excludes: phrases{"json", "xml", "yaml", "csv", "plain text", "prose", "table", "bulleted list"},
			Example:  "Answer as a numbered list.",
		}, value{
			Name:     "prose",
			Is:       phrases{"in|flowing|continuous|connected|running|as|only prose", "in full|complete paragraphs", "prose only", "flowing paragraphs", "continuous paragraph", "paragraph form|format", "free flowing text", "continuous text", "narrative form|paragraphs"},
			Bans:     phrases{"element/bullets", "element/table", "element/numbered list"},
			Excludes: phrases{"json", "xml", "yaml", "csv", "table", "bulleted list", "numbered list"},
			Example:  "Write in flowing prose.",
		}, value{
			Name:     "code only",
			Is:       phrases{"code only", "only|just|nothing but the? code", "only|just code"},
			Needs:    phrases{"element/code sample"},
			Excludes: phrases{"prose", "plain text"},
			Example:  "Answer with code only.",
		}, value{
			Name:     "single word",
			Is:       phrases{"{emit} with|in one|a|single .. word", "only|just|exactly one|a|single word", "single word answer", "one word answer|response|reply", "just|only yes or no", "only the number|letter|label", "one|a|single number .. no units", "just|only a number"},
			Excludes: phrases{"json", "xml", "yaml", "csv", "html", "markdown", "prose", "table", "bulleted list", "numbered list", "full sentence"},
			Example:  "Answer with a single word.",
		}, value{
			Name:     "full sentence",
			Is:       phrases{"in|as|using|with|a full|complete sentence", "full sentence", "complete sentences"},
			Excludes: phrases{"single word"},
			Example:  "Answer in full sentences.",
		}, value{
			Name:     "email",
			Is:       phrases{"as|in the? form? of? an email|letter", "email format"},
			Excludes: phrases{"json", "xml", "yaml", "csv", "table"},
			Example:  "Write the answer as an email.",
		}, value{
			Name:     "poem",
			Is:       phrases{"as|in a .. poem|haiku|verse|limerick", "in verse|rhyme"},
			Excludes: phrases{"json", "xml", "yaml", "csv", "table", "bulleted list", "prose"},
			Example:  "Answer as a poem.",
		}},
	}, dimension{
		Name:  "closed-output",
		About: "whether anything may stand around the answer",
		Rule:  "conflict/closed-output",
		Values: []value{value{
			Name: "closed",
			Is: phrases{"only|just with? =yes|=no|=true|=false",
				"yes or no only",
				"nothing else|more",
				"nothing but",
				"and nothing",
				"no other text|words|output|content",
				"no|without additional|extra|surrounding|further|other|any text|words|commentary|explanation|content|prose|output",
				"no preamble",
				"without .. preamble|introduction|commentary|explanation",
				"no introduction|commentary|explanation|explanations",
				"only|just output|return|respond|print|reply|answer|provide|emit with? in? .. {payload}",
				"{emit} only|just with? .. {payload}",
				"respond|reply|answer with|in only|just .. {payload}",
				"your .. output|response|answer|reply is|should|must only|just .. {payload}",
				"output .. only .. json|code|sql|xml|label|query",
				"json|code|xml|yaml|sql|csv only",
				"by itself with nothing",
				"not .. anything outside|besides|beyond|other|before|after|except the? {payload}",
				"nothing outside|besides|beyond|before|after the? {payload}",
				"valid json only",
				"exclusively of|in|with the?",
				"entire|whole output|response|answer|reply must|should be|just|only|contain|consist",
				"entire|whole output|response|answer|reply should|must just|only contain|be|consist",
				"just the .. json|code|query|sql|output|result|diagram|template|syntax",
				"bare|raw json|code|sql|answer",
				"no markdown .. or? explanation",
				"straight to the answer",
				"the raw {payload} only",
			},
			Denied:  phrases{"outside the? json|xml|code"},
			Example: "Output only the JSON, nothing else.",
		}, value{
			Name:    "extra",
			Is:      phrases{"{emit}|add|include|append|put|place|insert .. {extra} .. before|after|above|below|beneath|under|following|ahead .. {payload}", "introduce|preface|precede|accompany|follow the? .. {payload}|it|template .. with", "begin|start|open .. with a .. introduction|preamble|greeting|explanation|commentary|disclaimer", "{extra} of|explaining what the? code|query|json|output", "followed|accompanied|preceded by a .. {extra}", "end|close|finish|conclude .. with a .. {extra}", "explain .. {payload} in|with .. {extra}", "add .. {extra} at|to the? end|top|bottom|beginning", "then .. explain .. {payload}|choice|reasoning|it", "along|together with a .. {extra}", "explain .. before|after .. {payload}", "after|below|beneath|above|before|following|under the? {payload} ... {extra}", "after|below|beneath the? {payload} ... explain|describe", "walk .. through .. {payload}", "comment on|upon the? .. {payload}", "show your working|work|calculation|calculations", "write .. {extra} .. that explains"},
			Example: "Before the JSON, write one short paragraph.",
		}},
	}},
}, lexiconFile{
	Grammar: map[string]string{
		"absolute":              "always never every all everywhere anywhere throughout entire whole circumstances even regardless only everything entirely times each strictly any",
		"act:ask":               "ask request prompt query inquire collect demand",
		"act:change":            "change modify edit alter update rewrite touch fix patch refactor adjust amend rename correct revise reformat tweak write",
		"act:check":             "check verify validate confirm test inspect review",
		"act:give":              "give offer grant provide issue award promise suggest recommend propose",
		"act:make":              "create make generate produce build open write raise file draft develop construct set",
		"act:put":               "add insert include put place append leave post write attach prepend embed introduce inject contain feature",
		"act:remove":            "remove delete drop discard strip erase purge clear wipe clean",
		"act:run":               "run execute launch start invoke call trigger",
		"act:tell":              "tell mention reveal disclose share discuss state say expose show explain describe report talk display present print divulge communicate announce leak\ninform provide give offer quote output\n",
		"act:use":               "use employ utilize adopt apply rely leverage prefer favor choose",
		"actor":                 "user customer client maintainer developer reviewer caller supervisor human operator admin administrator author editor patient student reader manager\nemployee visitor colleague orchestrator planner researcher owner team guest buyer seller teacher\n",
		"actor-modifier":        "agent researcher planner writer supervisor search support billing human",
		"adjunct-preposition":   "in with on to before during inside within from across when after at outside",
		"adjunct-stop":          "anyone anybody anything someone somebody nobody tone style manner voice register language user customer reader people everyone time circumstance case start finish end begin top bottom way possible\nneed place order human agent assistant point reply part first last step project code codebase work task request\n",
		"ambiguous":             "bold commit clear complete correct direct present open free lower target test",
		"answer":                "answer response reply message output text result content turn conversation",
		"auxiliary":             "must should shall may can could will would is are be need needs has have ought were was cannot do does",
		"banned":                "forbidden prohibited banned disallowed unacceptable disabled off-limits unwelcome out",
		"begin":                 "start begin open lead preface prefix introduce commence",
		"bound-word":            "least most under below than about around roughly approximately exactly maximum minimum max min between more less fewer no not up",
		"bounding":              "max maximum min minimum limit limits cap ceiling length count range total long budget target floor",
		"case":                  "case cases situation situations scenario scenarios event circumstance",
		"clash":                 "clash conflict disagre disagree contradict",
		"complement":            "of that which with as from to about like who where",
		"condition-stop":        "if when case user users explicit explicitly ask asked ever still already provide provided available exist exists present given specifically otherwise\nrequest requested need needed necessary absolutely really one about instruct instructed tell say says want wants directly question request task\nmessage will there\n",
		"condition-tail":        "when if unless except until while",
		"data-heading":          "example examples sample samples shot shots transcript transcripts dialogue conversation demonstration demo",
		"data-label":            "example examples e.g bad good incorrect correct wrong right sample input user assistant instance",
		"determiner":            "the a an this these those it there they we i he she",
		"directive-modal":       "must should shall never not always only may ought need needs cannot can required forbidden prohibited to",
		"discard":               "avoid omit skip exclude eliminate ban forbid prohibit disallow",
		"element-tail":          "altogether section sections anywhere everywhere sparingly freely whenever formatting markup syntax whatsoever first last together only instead format rather\nthroughout either too here characters tags before after unless using without per between inside because like it inline within during across at via\nthen next usage wherever whose upfront later again when until once against along alongside beyond outside prohibited appropriate relevant necessary\npossible needed\n",
		"emit":                  "contain consist output return respond answer reply produce generate emit give write provide deliver print create present render format use be is are\nencode serialize structure supply make express wrap send\n",
		"exempting":             "outside besides beyond except other",
		"extra":                 "explanation commentary introduction preamble note notes summary comment comments sentence sentences paragraph remark remarks disclaimer intro\nrationale score rating context greeting text overview recap description caveat caveats observation reasoning justification\n",
		"field":                 "field fields key keys property properties attribute attributes column columns",
		"finish":                "end close finish conclude sign wrap",
		"governing-preposition": "in into within for from of about on by between with as using to at through via against over than before after per around",
		"host-preposition":      "in within inside of for to each every per on across throughout between at into from",
		"host-stop":             "language entire whole final each every all any main single full complete overall valid single least most maximum minimum separate different distinct\nconcise full additional time more fewer less relevant clear brief detailed generated resulting following own only exactly up everything\n",
		"imperative":            "use add include insert write output put place produce generate create return give provide show present format respond reply answer list append prepend\nsprinkle decorate end start begin close finish open conclude organize structure break divide offer recommend suggest make display print render deliver\nemit state mark set apply employ utilize draft compose embed attach supply mention cite ask keep limit fill summarize summarise pick choose highlight\nemphasize avoid refrain omit skip exclude forget fail hesitate drop eliminate remove strip leave be act play stay remain maintain speak talk tell say\nexplain describe discuss reveal disclose share expose hide mask redact protect guess assume infer invent fabricate make call invoke run execute search\nquery look check verify validate confirm request seek get obtain wait proceed continue stop pause commit push merge rebase amend squash open deploy\ninstall build test edit modify change update delete rename move copy refactor fix implement follow obey respect prefer favor favour prioritize\nprioritise ignore treat refer address greet welcome introduce sign wrap indent name declare define document comment cover translate spell round\nconvert report quote paraphrase narrate refuse decline escalate transfer hand forward route direct cancel refund charge approve reject accept deny\nhelp assist support advise encourage criticize praise apologize thank acknowledge express hedge qualify think reason plan reflect consider analyze\nanalyse evaluate review assess rate grade score rank sort order group split separate combine join extract identify find detect flag count classify\nlabel tag categorize parse read load save store cache log record track remember recall repeat restate reuse rely depend trust stick adhere conform\ncomply ensure guarantee enforce require allow permit let enable disable turn switch toggle limit restrict cap aim target try attempt strive focus\nconcentrate highlight bold underline capitalize capitalise italicize italicise lowercase uppercase nest number bullet link reference mutate hardcode hard-code hard import\nexport extend inherit override throw catch handle raise swallow retry mock stub assert lint type annotate cast pass send post publish notify email\ncontact schedule book invite match mirror adapt adjust tailor vary mix switch teach coach guide walk lead challenge question correct point pretend\nimpersonate roleplay claim admit deny step go fill complete finalize delegate assign fetch retrieve browse download upload read parallelize batch\nissue chain do have carry take bring fall default cut shorten expand elaborate trim condense compress flatten prefix suffix preface precede accompany\nattribute credit back substantiate ground base draw avoid resist minimize maximize reduce increase cushion soften sugarcoat sugar-coat entertain joke\nwait await hold lay arrange phrase word style sound target assume expect imagine note see understand know learn redirect suppress surround enclose\nmanage model need work spice pepper sell upsell promote advertise compare rephrase reword rewrite alter touch preserve retain discard purge clear\nerase clean neglect contain vary mimic feel touch engage volunteer commence set tackle represent encode escape sanitize encrypt hash expire emulate\nsimulate supply communicate convey narrow write pin vendor wrap lock freeze roll revert undo tag squash cherry-pick abort bail exit spawn fork kill\nmonitor watch hide speculate mask sprinkle liven utilise bypass overwrite summon mute gather collect address dig probe weigh swear curse lecture\nmoralize moralise flatter compliment empathize sympathize reassure warn caution disclaim withhold censor bleep blur obfuscate anonymize anonymise\ntruncate pad localize localise\n",
		"input-heading":         "input inputs",
		"lexical-negator":       "afraid shy avoid refrain omit skip exclude forget fail hesitate neglect drop eliminate remove strip resist minimize ban forbid prohibit disallow quit\ncease suppress\n",
		"limit":                 "limit keep cap restrict stick stay hold confine aim target trim cut shorten",
		"manner":                "be stay remain keep answer respond reply write make communicate speak talk sound use maintain adopt prefer aim strive give provide output produce send\nemploy have do always go explain fill express show add set sprinkle avoid skip omit\n",
		"measuring":             "more too many excessive excessively unnecessary unnecessarily multiple overly solely consecutive overuse redundant extra additional needless\nneedlessly gratuitous further fewer less than unrelated irrelevant\n",
		"modal":                 "must should shall may can could will would is are be need needs has have ought were was cannot do does go goes follow follows use uses come comes end\nrun runs start starts ends get gets stay stays remain remains contains contain\n",
		"negator":               "not never no nor neither none nothing cannot",
		"noun-first":            "answer question comment report name format file test review request",
		"object-end":            "in for to with on at from by of into as after before during unless so because that which while over through via under without within and or than using\ninside outside between who where rather instead about per is are\n",
		"observe":               "verify flag count detect classify translate identify analyze analyse parse ignore check label evaluate rate grade score find note tag recognize treat know\nunderstand interpret expect imagine read look rewrite correct review judge\n",
		"opener":                "always never please also then first finally only just not do don't you must should shall may can will need have to sure ensure that remember try\nstrictly simply instead carefully make feel free no ought are is it under circumstances immediately really absolutely even and or required expected\nsupposed allowed permitted explicitly automatically proactively directly important today nor there either still ever likewise additionally generally\ntypically ideally normally usually critical crucial essential note default by so but want let's we would could i like\n",
		"ordering":              "ensure sure remember must should shall need important try required critical crucial essential never not always only no",
		"payload":               "json xml yaml code sql csv table object array template query list html output snippet diagram label number translation patch diff result schema answer\npayload block summary text name category title\n",
		"plain-adjective":       "relevant appropriate fitting suitable proper clear brief short single bulleted numbered markdown any other final full complete detailed separate\nexplicit direct personal own technical marketing industry developer business whatsoever form kind sort visual fancy good nice concrete several various\n",
		"plain-label":           "tone style important note length format rule critical warning output language remember must constraint mandatory required always never strict strictly\nvoice formatting requirement requirements rules guidelines instructions step limit default key tip autonomous reasoning emoji emojis constraints\n",
		"present":               "appear occur exist allowed permitted acceptable used included present welcome okay ok",
		"prioritize":            "prioritize prioritise favor favour value",
		"produce":               "use add include insert write output put place produce generate create return give provide show present format respond reply answer contain have list\nappend prepend sprinkle pepper decorate end start begin close finish open conclude organize structure break divide offer recommend suggest make\ndisplay print render deliver emit state mark set apply employ utilize draft compose embed attach supply mention cite ask keep limit fill liven enliven\nsummarize summarise summary pick choose highlight emphasize ensure express label accompany lead sign wrap introduce preface prefix separate group\nsplit feature provide describe explain name call get do be stick stay aim follow adopt go fit send report publish top lace season spice illustrate\nfavor prefer allow require need nest number read consist run issue communicate speak talk convey lay arrange style back support cap restrict hold\nconfine target round quote spell phrase enclose surround set stay tell narrate prefer convert document record store save indent wrap code declare\ndefine build implement test install manage style bundle lint\n",
		"prohibiting":           "never don't donts don'ts avoid forbidden prohibited prohibitions antipattern antipatterns anti mistake mistakes pitfalls pitfall bad wrong disallowed\nbanned not cannot donot gotchas restrictions smells violations incorrect\n",
		"purpose-stop":          "user reader customer clarity readability emphasis example everything consistency answer response output free now help people team client",
		"reveal":                "reveal disclose share show tell print expose repeat output display leak divulge quote paste reproduce give recite state discuss describe copy release\nprovide explain mention summarize publish hand read\n",
		"self":                  "assistant model ai bot chatbot agent you",
		"should":                "should try ought aim generally usually typically recommended",
		"stop":                  "a an the this that these those it its they them their he she his her i me my we our you your yourself of to in on at by for with from as into onto and\nor nor but so than then be is are was were been being am do does did have has had will would can could may might shall should must all any each every\nsome such own very too also just only even there here what which who whom whose how when where why if while both either whether about please always\ne.g i.e etc s t up out off over again further more most other same\n",
		"tells-if":              "check verify determine decide see know confirm evaluate test",
		"tells-when":            "tell say state explain know mention specify note determine decide indicate inform show report",
		"use":                   "use adopt employ utilize prefer choose favor rely stick standardize standardise manage install run write build test style format lint bundle deploy go\nbe implement do keep store handle code develop target add reach switch migrate create write apply name declare define indent replace remove avoid\nmodel set need require enclose wrap document follow start put end terminate separate make represent express\n",
		"user":                  "user customer client caller human person reviewer developer operator they them me us someone anyone guest visitor reader owner admin patient student\npeople member participant\n",
		"weak":                  "prefer ideally consider sparingly optionally preferably maybe perhaps possible",
		"wording":               "word words phrase phrases term terms keyword keywords expression say saying write",
	},
}, lexiconFile{
	Dimensions: []dimension{dimension{
		Name:  "host",
		About: "what a demand is about",
		Values: []value{value{
			Name:    "answer",
			Is:      phrases{"answer|response|reply|output|content|result", "your message|text|writing", "all|every|each message|text", "conversation|chat", "interaction"},
			Example: "No emojis in the answer.",
		},
			value{
				Name:    "heading",
				Is:      phrases{"heading|header|subheading", "section title|heading"},
				Example: "Headings in Title Case.",
			},
			value{
				Name:    "title",
				Is:      phrases{"title|headline|subject", "subject line"},
				Example: "Titles: six words maximum.",
			},
			value{
				Name:    "summary",
				Is:      phrases{"summary|tl;dr|tldr|abstract|recap", "executive summary"},
				Example: "The summary should not exceed 50 words.",
			},
			value{
				Name:    "introduction",
				Is:      phrases{"introduction|intro", "opening paragraph"},
				Example: "Introductions: at least sixty words.",
			},
			value{
				Name:    "conclusion",
				Is:      phrases{"conclusion", "closing paragraph"},
				Example: "The conclusion must be one paragraph.",
			},
			value{
				Name:    "email",
				Is:      phrases{"email|mail|letter|newsletter"},
				Example: "Start the email with a greeting.",
			},
			value{
				Name:    "report",
				Is:      phrases{"report"},
				Example: "Keep your report under 100 words.",
			},
			value{
				Name:    "essay",
				Is:      phrases{"essay|article", "blog post"},
				Example: "The essay should be at most 250 words.",
			},
			value{
				Name:    "bullet",
				Is:      phrases{"bullet", "bullet point", "list item", "each item|point", "every item|point"},
				Example: "Limit each bullet to 20 words.",
			},
			value{
				Name:    "list",
				Is:      phrases{"list"},
				Example: "Keep lists flat.",
			},
			value{
				Name:    "sentence",
				Is:      phrases{"sentence"},
				Example: "No sentence may exceed 20 words.",
			},
			value{
				Name:    "paragraph",
				Is:      phrases{"paragraph"},
				Example: "Each paragraph has three sentences.",
			},
			value{
				Name:    "section",
				Is:      phrases{"section"},
				Example: "Start each section with a one-line summary.",
			},
			value{
				Name:    "greeting",
				Is:      phrases{"greeting|salutation"},
				Example: "End each greeting with an exclamation mark.",
			},
			value{
				Name:    "code comment",
				Is:      phrases{"code|inline|source comment", "comment", "comment .. code"},
				Example: "Avoid emoji in comments.",
			},
			value{
				Name:    "code",
				Is:      phrases{"code|codebase|snippet|script|program|implementation", "source code"},
				Example: "No emojis in code.",
			},
			value{
				Name:    "code file",
				Is:      phrases{"file|module"},
				Example: "Keep files under 300 lines.",
			},
			value{
				Name:    "commit message",
				Is:      phrases{"commit message|subject|body|title", "commit"},
				Example: "Commit subjects are imperative.",
			},
			value{
				Name:    "pull request",
				Is:      phrases{"pr|mr", "pull|merge request", "pr description|title|body"},
				Example: "Keep the PR description short.",
			},
			value{
				Name:    "changelog",
				Is:      phrases{"changelog", "changelog entry|entries", "release notes"},
				Example: "Changelog entries are in the past tense.",
			},
			value{
				Name:    "error message",
				Is:      phrases{"error message|text|response", "warning message"},
				Example: "Error messages are neutral.",
			},
			value{
				Name:    "status update",
				Is:      phrases{"status update|message", "progress update", "loading state"},
				Example: "Keep status updates under 5 words.",
			},
			value{
				Name:    "documentation",
				Is:      phrases{"documentation|docs|readme|manual|doc"},
				Example: "Write documentation in English.",
			},
			value{
				Name:    "docstring",
				Is:      phrases{"docstring|javadoc|jsdoc"},
				Example: "Docstrings follow NumPy style.",
			},
			value{
				Name:    "marketing",
				Is:      phrases{"marketing email|copy|text", "ad|advert|advertisement", "product description|page"},
				Example: "Marketing emails are lively.",
			},
			value{
				Name:    "social post",
				Is:      phrases{"tweet|post|caption", "social media post"},
				Example: "Posts end with three hashtags.",
			},
			value{
				Name:    "chat message",
				Is:      phrases{"chat|slack message", "message .. team", "slack"},
				Example: "Use emoji in chat messages.",
			},
			value{
				Name:    "table",
				Is:      phrases{"table|spreadsheet"},
				Example: "Right-align numbers in tables.",
			},
			value{
				Name:    "label",
				Is:      phrases{"label|tag|tag names", "category label"},
				Example: "Write the label in lowercase.",
			},
			value{
				Name:    "variable",
				Is:      phrases{"variable|local", "variable|object names"},
				Example: "Variables are named in snake_case.",
			},
			value{
				Name:    "function",
				Is:      phrases{"function|method", "function|method name"},
				Example: "Functions are camelCase.",
			},
			value{
				Name:    "class",
				Is:      phrases{"class|type|struct|interface|component", "class name|type names"},
				Example: "PascalCase for classes.",
			},
			value{
				Name:    "constant",
				Is:      phrases{"constant", "enum member|value"},
				Example: "Constants are UPPER_SNAKE_CASE.",
			},
			value{
				Name:    "parameter",
				Is:      phrases{"parameter|argument", "parameter name"},
				Example: "camelCase for parameter names.",
			},
			value{
				Name:    "key",
				Is:      phrases{"key|field|property|attribute|column", "json key|field"},
				Example: "Keys are snake_case.",
			},
			value{
				Name:    "file name",
				Is:      phrases{"filename|folder|directory", "file|folder|directory|skill name"},
				Example: "File names are kebab-case.",
			},
			value{
				Name:    "identifier",
				Is:      phrases{"identifier"},
				Example: "Keep identifiers in English.",
			},
			value{
				Name:    "keyword",
				Is:      phrases{"keyword", "sql|language keyword", "reserved words"},
				Example: "SQL keywords in uppercase.",
			},
			value{
				Name:    "branch",
				Is:      phrases{"branch name"},
				Example: "Branch names are kebab-case.",
			},
			value{
				Name:    "question",
				Is:      phrases{"question"},
				Example: "Each question is one sentence.",
			},
			value{
				Name:    "quotation",
				Is:      phrases{"quotation|quote"},
				Example: "Keep quotes short.",
			},
			value{
				Name:    "test",
				Is:      phrases{"test", "unit tests", "test case|file|suite"},
				Example: "Tests are written in Vitest.",
			},
			value{
				Name:    "end-to-end test",
				Is:      phrases{"e2e", "end to end test?", "e2e test", "integration test"},
				Example: "End-to-end tests run on Playwright.",
			},
			value{
				Name:    "prompt",
				Is:      phrases{"prompt"},
				Example: "The prompt is in English.",
			},
			value{
				Name:    "dialogue",
				Is:      phrases{"dialogue", "character lines"},
				Example: "Dialogue is in the present tense.",
			},
			value{
				Name:    "date",
				Is:      phrases{"date|timestamp"},
				Example: "Dates are ISO 8601.",
			},
			value{
				Name:    "string",
				Is:      phrases{"string", "string literal"},
				Example: "Strings use double quotes.",
			},
			value{
				Name:    "explanation",
				Is:      phrases{"explanation|rationale|reasoning"},
				Example: "The explanation is two sentences.",
			},
			value{
				Name:    "plan",
				Is:      phrases{"plan|outline"},
				Example: "The plan has five steps.",
			},
			value{
				Name:    "story",
				Is:      phrases{"story|narrative|scene"},
				Example: "The story is in the past tense.",
			},
			value{
				Name:    "cover letter",
				Is:      phrases{"cover letter"},
				Example: "A cover letter has 300 words.",
			},
			value{
				Name:    "description",
				Is:      phrases{"description"},
				Example: "The description is one line.",
			},
			value{
				Name:    "link",
				Is:      phrases{"link|url"},
				Example: "Links are in Markdown form.",
			},
			value{
				Name:    "example",
				Is:      phrases{"example"},
				Example: "Each example has a title.",
			},
			value{
				Name:    "log",
				Is:      phrases{"log", "log message|line|entry"},
				Example: "Log messages are lower case.",
			},
		},
	}},
}, lexiconFile{
	Rule: "conflict/language",
	Dimensions: []dimension{dimension{
		Name:   "language",
		About:  "the language that is written",
		Verbs:  "produce",
		Hosted: true,
		Values: []value{value{
			Name:    "user's",
			Is:      phrases{"same language a", "language of the {user}", "{user} own? language", "in their own? language", "language {user} used|uses|writes|speaks|wrote", "language .. they|{user} write|use|speak", "match|mirror|follow .. {user} language", "match|mirror|follow the? language", "whatever|whichever|any language the? {user}", "language the? .. {user} i using|writing|speaking", "language of the? question|message|input|query|request"},
			Example: "Reply in the language of the user.",
		},
			value{
				Name:    "english",
				Is:      phrases{"in|into|only|speak|use|using|except|write|than english", "english only", "english language"},
				Example: "Answer in English.",
			},
			value{
				Name:    "french",
				Is:      phrases{"in|into|only|speak|use|using|write|than french", "french only"},
				Example: "All replies must be in French.",
			},
			value{
				Name:    "german",
				Is:      phrases{"in|into|only|speak|use|using|write|than german", "german only"},
				Example: "Answer in German.",
			},
			value{
				Name:    "spanish",
				Is:      phrases{"in|into|only|speak|use|using|write|than spanish", "spanish only"},
				Example: "Answer in Spanish.",
			},
			value{
				Name:    "italian",
				Is:      phrases{"in|into|only|speak|use|using|write|than italian", "italian only"},
				Example: "Answer in Italian.",
			},
			value{
				Name:    "portuguese",
				Is:      phrases{"in|into|only|speak|use|using|write .. portuguese", "portuguese only"},
				Example: "Answer in Portuguese.",
			},
			value{
				Name:    "dutch",
				Is:      phrases{"in|into|only|speak|use|using|write dutch", "dutch only"},
				Example: "Answer in Dutch.",
			},
			value{
				Name:    "chinese",
				Is:      phrases{"in|into|only|speak|use|using|write .. chinese|mandarin", "chinese|mandarin only"},
				Example: "Answer in Chinese.",
			},
			value{
				Name:    "japanese",
				Is:      phrases{"in|into|only|speak|use|using|write japanese", "japanese only"},
				Example: "Answer in Japanese.",
			},
			value{
				Name:    "korean",
				Is:      phrases{"in|into|only|speak|use|using|write korean", "korean only"},
				Example: "Answer in Korean.",
			},
			value{
				Name:    "hindi",
				Is:      phrases{"in|into|only|speak|use|using|write|than hindi", "hindi only"},
				Example: "Use only Hindi.",
			},
			value{
				Name:    "arabic",
				Is:      phrases{"in|into|only|speak|use|using|write arabic", "arabic only"},
				Example: "Answer in Arabic.",
			},
			value{
				Name:    "russian",
				Is:      phrases{"in|into|only|speak|use|using|write russian", "russian only"},
				Example: "Answer in Russian.",
			},
			value{
				Name:    "polish",
				Is:      phrases{"in|into|speak =polish", "=polish only"},
				Example: "Answer in Polish.",
			},
			value{
				Name:    "turkish",
				Is:      phrases{"in|into|only|speak|use|using|write turkish", "turkish only"},
				Example: "Answer in Turkish.",
			},
			value{
				Name:    "swedish",
				Is:      phrases{"in|into|only|speak|use|using|write swedish|danish|norwegian|finnish", "swedish only"},
				Example: "Answer in Swedish.",
			},
			value{
				Name:    "latin",
				Is:      phrases{"in|into|only|speak latin", "latin only"},
				Example: "Answer in Latin.",
			},
			value{
				Name:    "ukrainian",
				Is:      phrases{"in|into|only|speak|use|using|write ukrainian", "ukrainian only"},
				Example: "Answer in Ukrainian.",
			},
			value{
				Name:    "vietnamese",
				Is:      phrases{"in|into|only|speak|use|using|write vietnamese|thai|indonesian", "vietnamese only"},
				Example: "Answer in Vietnamese.",
			},
			value{
				Name:    "punjabi",
				Is:      phrases{"in|into|only|speak|use|using|write punjabi|bengali|tamil|urdu|kannada|marathi|telugu", "punjabi only"},
				Example: "Answer in Punjabi.",
			},
		},
	}, dimension{
		Name:  "one-language",
		About: "whether other languages may occur",
		Values: []value{value{
			Name:    "only one",
			Is:      phrases{"no other language", "english|hindi|french|german|spanish only", "only in? english|hindi|french|german|spanish|italian", "not .. any other language", "single language"},
			Denied:  phrases{"foreign words|phrases|terms", "mix languages", "other languages", "switch languages"},
			Example: "Use only Hindi, no other language.",
		}, value{
			Name:    "several",
			Is:      phrases{"both .. and english|french|german|spanish|hindi", "in two|three|several|multiple|both languages", "bilingual|bilingually", "greeting in italian|french|spanish|german|latin", "english and french|german|spanish|hindi|chinese", "mix of? english and", "word|phrase|greeting in french|italian|spanish|german|latin|japanese"},
			Example: "Answer in both Hindi and English.",
		}},
	}, dimension{
		Name:  "spelling",
		About: "which English is written",
		Verbs: "produce",
		Values: []value{value{
			Name:    "british",
			Is:      phrases{"british english|spelling|spellings|style|conventions|usage|way", "uk english|spelling|spellings", "the british way", "commonwealth spelling", "en gb", "en-gb"},
			Example: "Use British spelling.",
		}, value{
			Name:    "american",
			Is:      phrases{"american english|spelling|spellings|style|conventions|usage|way", "us english|spelling|spellings", "the american way", "en us", "en-us"},
			Example: "Use American English.",
		}, value{
			Name:    "australian",
			Is:      phrases{"australian english|spelling", "canadian english|spelling"},
			Example: "Use Australian spelling.",
		}},
	}},
}, lexiconFile{
	Rule: "conflict/format",
	Dimensions: []dimension{dimension{
		Name:  "measurement",
		About: "the system of units",
		Values: []value{value{
			Name:    "metric",
			Is:      phrases{"metric|si unit|system|measurement", "in|use|prefer metric", "kilometres|kilometers|celsius|kilograms|kilogrammes|kilos|litres|=liters|centimetres|centimeters|metres|meters|grams|grammes"},
			Example: "Use metric units.",
		}, value{
			Name:    "imperial",
			Is:      phrases{"imperial unit|system|measurement", "us customary unit", "in imperial", "imperial", "miles|fahrenheit|pounds|inches|feet|ounces|gallons|yards|cups"},
			Example: "Use imperial units.",
		}, value{
			Name:    "as given",
			Is:      phrases{"original unit|measurement", "unit|measurements as|exactly .. given|stated|written|original|listed", "keep|preserve .. unit|measurement", "leave .. unit|measurement .. as|unchanged|alone"},
			Denied:  phrases{"convert|alter|change .. unit|measurement|it"},
			Example: "Do not alter the measurements.",
		}},
	}, dimension{
		Name:  "convert-units",
		About: "converting measurements",
		Values: []value{value{
			Name:    "convert",
			Is:      phrases{"convert|alter|change|adjust|modify ... measurement|unit|quantities", "measurements .. alter|change|convert|modify|adjust", "units .. alter|change|convert", "convert .. metric|imperial|celsius|fahrenheit|kilometres|miles"},
			Denied:  phrases{"keep|preserve|leave .. unit|measurement|quantities .. as|original|unchanged", "original unit|measurement"},
			Example: "Convert all measurements to metric.",
		}},
	}, dimension{
		Name:  "temperature",
		About: "the temperature scale",
		Values: []value{value{
			Name:    "celsius",
			Is:      phrases{"celsius|centigrade"},
			Example: "Temperatures in Celsius.",
		}, value{
			Name:    "fahrenheit",
			Is:      phrases{"fahrenheit"},
			Example: "Temperatures in Fahrenheit.",
		}, value{
			Name:    "kelvin",
			Is:      phrases{"kelvin"},
			Example: "Temperatures in kelvin.",
		}},
	}, dimension{
		Name:  "clock",
		About: "12 or 24 hours",
		Values: []value{value{
			Name:    "24-hour",
			Is:      phrases{"24 hour clock|format|time|notation|time", "24-hour|24h", "military time", "twenty four hour"},
			Example: "Use the 24-hour clock.",
		}, value{
			Name:    "12-hour",
			Is:      phrases{"12 hour clock|format|time|notation|time", "12-hour|12h", "twelve hour", "am pm", "am and|or pm", "am/pm"},
			Example: "Use the 12-hour clock with am and pm.",
		}},
	}, dimension{
		Name:  "time-zone",
		About: "the time zone",
		Values: []value{value{
			Name:    "utc",
			Is:      phrases{"utc|gmt", "in|to|as utc|gmt", "coordinated universal time", "zulu"},
			Example: "Report times in UTC.",
		}, value{
			Name:    "local",
			Is:      phrases{"{user} .. local|own time", "{user} .. time zone", "{user} timezone", "local time|timezone", "{user} time zone", "own time zone"},
			Example: "Show times in the user's time zone.",
		}, value{
			Name:    "est",
			Is:      phrases{"eastern time|standard", "est|edt"},
			Example: "Give times in Eastern Time.",
		}, value{
			Name:    "pst",
			Is:      phrases{"pacific time|standard", "pst|pdt"},
			Example: "Give times in Pacific Time.",
		}, value{
			Name:    "cet",
			Is:      phrases{"cet|cest", "central european time"},
			Example: "Give times in CET.",
		}},
	}, dimension{
		Name:  "date-format",
		About: "how dates are written",
		Values: []value{value{
			Name:    "iso",
			Is:      phrases{"iso 8601|date|dates|format", "iso-8601|iso8601", "yyyy mm dd", "yyyy-mm-dd", "iso"},
			Example: "Dates as YYYY-MM-DD.",
		}, value{
			Name:    "us",
			Is:      phrases{"mm dd yyyy", "mm/dd/yyyy", "month day year", "us|american date format|dates|style", "month first"},
			Example: "Dates as MM/DD/YYYY.",
		}, value{
			Name:    "eu",
			Is:      phrases{"dd mm yyyy", "dd/mm/yyyy", "day month year", "european|british|uk date format|dates|style", "day first"},
			Example: "Dates as DD/MM/YYYY.",
		}, value{
			Name:    "words",
			Is:      phrases{"spell .. month|months|date|dates", "write out .. month|months|date|dates", "month .. in words|full", "write .. date in full|words|long", "long form date"},
			Example: "Write out the month.",
		}},
	}, dimension{
		Name:  "number-style",
		About: "numbers in digits or words",
		Values: []value{value{
			Name:    "digits",
			Is:      phrases{"numbers .. as|in|using digits|numerals|figures", "use digits|numerals|figures .. for", "digits for", "as digits|numerals|figures", "in digits|numerals", "numerals for .. number", "numbers .. digits", "arabic numerals"},
			Example: "Always write numbers as digits.",
		}, value{
			Name:    "words",
			Is:      phrases{"spell|write out .. number|numerals|figures|amounts|money", "numbers .. in|as words", "numbers .. spelled|spelt|written out", "spell .. number", "write .. number .. in|as words|full", "numbers in full"},
			Example: "Spell out numbers.",
		}},
	}, dimension{
		Name:  "thousands",
		About: "the thousands separator",
		Values: []value{value{
			Name:    "comma",
			Is:      phrases{"comma|commas .. thousand .. separator|separator", "thousands .. with|by|using .. comma|commas", "comma|commas to separate thousands", "comma separated thousands", "comma as .. thousand"},
			Example: "Use a comma as the thousands separator.",
		}, value{
			Name:    "none",
			Is:      phrases{"without .. separator|separators", "no thousand separator|commas", "no|without .. separator .. number", "numbers without .. commas|separator"},
			Example: "No thousands separators.",
		}, value{
			Name:    "dot",
			Is:      phrases{"dot|period|point|full-stop .. as .. thousand", "thousands .. with .. dot|period|point"},
			Example: "Use a dot as the thousands separator.",
		}, value{
			Name:    "space",
			Is:      phrases{"space|spaces .. as|to .. thousand", "thousands .. with .. space|spaces"},
			Example: "Use a space as the thousands separator.",
		}},
	}, dimension{
		Name:  "decimal-mark",
		About: "comma or point",
		Values: []value{value{
			Name:    "comma",
			Is:      phrases{"decimal comma", "comma as .. decimal"},
			Example: "Use a decimal comma.",
		}, value{
			Name:    "point",
			Is:      phrases{"decimal point", "point|dot|period as .. decimal"},
			Example: "Use a decimal point.",
		}},
	}, dimension{
		Name:  "rounding",
		About: "how figures are rounded",
		Values: []value{value{
			Name:    "whole",
			Is:      phrases{"round .. whole|integer|integers|unit|dollar|euro|percent", "whole number", "nearest whole|integer|unit|dollar|euro|percent", "no decimal", "without decimal", "no decimal place", "as integers", "integers only"},
			Example: "Round to the nearest whole number.",
		}, value{
			Name:    "one decimal",
			Is:      phrases{"one decimal place|place|digit", "1 decimal place|place|digit", "nearest tenth", "one|1 decimal"},
			Example: "One decimal place.",
		}, value{
			Name:    "two decimals",
			Is:      phrases{"two decimal place|places|digit", "2 decimal place|places|digit", "nearest hundredth|cent|penny", "two|2 decimals"},
			Example: "Two decimal places.",
		}, value{
			Name:    "more decimals",
			Is:      phrases{"three|four|five|six|3|4|5|6 decimal place|places|digit", "nearest thousandth", "three|four|five|six|3|4|5|6 decimals"},
			Example: "Four decimal places.",
		}, value{
			Name:    "none",
			Is:      phrases{"exact figure|number|value|amount", "full precision", "unrounded", "as many decimal"},
			Example: "Give exact figures.",
		}},
	}, dimension{
		Name:  "round-at-all",
		About: "rounding or not",
		Values: []value{value{
			Name:    "round",
			Is:      phrases{"round|rounded|rounding .. figure|number|price|value|amount|result|up|down|to|nearest"},
			Example: "Never round figures.",
		}},
	}, dimension{
		Name:  "currency",
		About: "the currency of amounts",
		Values: []value{value{
			Name:    "usd",
			Is:      phrases{"in|use|as u dollars|usd", "usd", "us dollars"},
			Example: "Prices in US dollars.",
		}, value{
			Name:    "eur",
			Is:      phrases{"in|use|as euro|euros|eur", "euros|eur"},
			Example: "Prices in euros.",
		}, value{
			Name:    "gbp",
			Is:      phrases{"pounds|british sterling", "gbp", "sterling"},
			Example: "Prices in pounds sterling.",
		}, value{
			Name:    "local",
			Is:      phrases{"{user} .. own? local? currency", "local currency"},
			Example: "Prices in the customer's currency.",
		}},
	}},
}, lexiconFile{
	Rule: "conflict/position",
	Dimensions: []dimension{dimension{
		Name:  "entry-order",
		About: "the order of entries",
		Values: []value{value{
			Name:    "newest",
			Is:      phrases{"newest|latest|recent|most-recent .. first|top|to", "most recent .. first|top", "reverse chronological|chronologically", "newest|latest to oldest|earliest", "newest on|at the? top", "descending date|order|chronological", "sort .. descending", "recent to old|oldest", "descending"},
			Example: "Show newest entries first.",
		}, value{
			Name:    "oldest",
			Is:      phrases{"oldest|earliest .. first|top", "oldest|earliest to newest|latest|recent", "chronological|chronologically", "in chronological order", "ascending date|order|chronological", "sort .. ascending", "newest|latest .. last|bottom", "ascending"},
			Example: "Sort oldest to newest.",
		}, value{
			Name:    "alphabetical",
			Is:      phrases{"alphabetical|alphabetically", "a to z", "in alphabetical order"},
			Example: "Sort alphabetically.",
		}, value{
			Name:    "importance",
			Is:      phrases{"by importance|priority|severity|relevance", "order of importance|priority|severity|relevance", "most important|severe|relevant|critical first"},
			Example: "Most important first.",
		}},
	}, dimension{
		Name:  "conclusion-order",
		About: "the answer first or last",
		Values: []value{value{
			Name:    "first",
			Is:      phrases{"lead|start|begin|open with .. recommendation|conclusion|answer|verdict|result|bottom|decision|takeaway|point", "recommendation|conclusion|answer|verdict|bottom-line|decision|result first|up-front|upfront", "give|state|put|present .. recommendation|conclusion|answer|verdict|decision|result first|up-front|upfront|before|at .. top?", "bottom line up front", "bluf", "answer .. before .. background|context|explanation|reasoning", "background|context|explanation|details afterwards|after|later|last"},
			Example: "Lead with the recommendation.",
		}, value{
			Name:    "last",
			Is:      phrases{"save|keep|leave|hold|put|place|give|state|end .. recommendation|conclusion|answer|verdict|decision|result|takeaway .. last|end|until", "end|finish|close|conclude with .. recommendation|verdict|decision|conclusion|answer", "recommendation|conclusion|verdict|decision|answer .. last|end", "background|context .. first", "build up to", "start|begin|open|lead with .. background|context|history", "background|context|explanation before .. recommendation|answer|conclusion|verdict"},
			Example: "Save the recommendation for last.",
		}},
	}, dimension{
		Name:  "test-order",
		About: "tests before or after the code",
		Values: []value{value{
			Name:    "tests first",
			Is:      phrases{"tests .. before .. implementation|code|implementing|implement|coding|writing", "tests first", "test driven|first", "tdd", "failing test .. before|first", "start|begin with .. test"},
			Example: "Write the tests before the implementation.",
		}, value{
			Name:    "code first",
			Is:      phrases{"implementation|code first", "implement first", "implement .. first|before .. test", "implementation .. before .. test", "code .. before .. test", "implement|code .. then .. test", "tests .. after .. implementation|code|implementing|coding", "only then .. test", "tests .. last|afterwards|later"},
			Example: "Implement first, then test.",
		}},
	}, dimension{
		Name:  "summary-place",
		About: "the summary first or last",
		Values: []value{value{
			Name:    "top",
			Is:      phrases{"start|begin|open|lead with .. summary|tl;dr|tldr|abstract", "summary|tl;dr|tldr .. first|top|beginning|start", "put|place .. summary .. top|first|beginning|start"},
			Example: "Start with a summary.",
		}, value{
			Name:    "end",
			Is:      phrases{"end|finish|close|conclude|wrap with .. summary|tl;dr|tldr|recap", "summary|tl;dr|tldr|recap .. last|end|bottom", "put|place .. summary .. end|last|bottom"},
			Example: "End with a summary.",
		}},
	}},
}, lexiconFile{
	Rule: "conflict/persona",
	Dimensions: []dimension{dimension{
		Name:  "character",
		About: "staying in character",
		Values: []value{value{
			Name:    "stay",
			Is:      phrases{"stay|remain|keep|be|always .. in character", "maintain .. character|persona|role", "never .. out of character", "in character", "stay|remain in .. role|persona"},
			Example: "Stay in character at all times.",
		}, value{
			Name:    "break",
			Is:      phrases{"break|breaking .. character|role|persona", "break the? fourth wall", "step|stepping|drop|go|come|move|slip out of? .. character|role|persona", "drop .. act|persona|character|role", "out of character", "abandon .. character|persona|role", "speak as yourself", "remind .. just an? ai"},
			Example: "Step out of character to comment.",
		}},
	}, dimension{
		Name:  "pronoun",
		About: "how it speaks of itself",
		Values: []value{value{
			Name:    "we",
			Is:      phrases{"speak|refer .. as we", "use we"},
			Example: "Speak of the company as we.",
		}, value{
			Name:    "i",
			Is:      phrases{"refer to yourself as i", "speak of yourself as i", "use i"},
			Example: "Speak of yourself as I.",
		}},
	}, dimension{
		Name:  "part",
		About: "which side of a dialogue it plays",
		Values: []value{value{
			Name:    "interviewer",
			Is:      phrases{"as|playing|play|part|role|be|act .. interviewer|examiner|questioner"},
			Example: "Reply only as the interviewer.",
		}, value{
			Name:    "candidate",
			Is:      phrases{"as|playing|play|part|role|be|act .. candidate|interviewee|applicant|examinee"},
			Example: "Play the candidate.",
		}, value{
			Name:    "seller",
			Is:      phrases{"as|playing|play|part|role|be|act .. seller|salesperson|vendor"},
			Example: "Play the seller.",
		}, value{
			Name:    "buyer",
			Is:      phrases{"as|playing|play|part|role|be|act .. buyer|shopper|purchaser"},
			Example: "Play the buyer.",
		}, value{
			Name:    "teacher",
			Is:      phrases{"play|playing|part|role .. teacher|tutor|instructor"},
			Example: "Play the teacher.",
		}, value{
			Name:    "student",
			Is:      phrases{"play|playing|part|role .. student|pupil|learner"},
			Example: "Play the student.",
		}, value{
			Name:    "doctor",
			Is:      phrases{"play|playing|part|role .. doctor|physician|therapist"},
			Example: "Play the doctor.",
		}, value{
			Name:    "patient",
			Is:      phrases{"play|playing|part|role .. patient"},
			Example: "Play the patient.",
		}},
	}, dimension{
		Name:  "human-traits",
		About: "feelings and opinions of its own",
		Values: []value{value{
			Name:    "feelings",
			Is:      phrases{"have|express|claim|show .. feelings|emotions", "your own feelings|emotions"},
			Example: "Never claim to have feelings.",
		}},
	}},
}, lexiconFile{
	Rule: "conflict/element",
	Dimensions: []dimension{dimension{
		Name:  "reasoning",
		About: "reasoning shown or hidden",
		Values: []value{value{
			Name:    "show",
			Is:      phrases{"show|output|print|display|include|reveal|share|expose|present|explain|write|give|provide|describe|lay ... reasoning|thinking|thoughts|chain-of-thought|rationale|working|workings|scratchpad|deliberation", "show .. work|working|steps", "chain of thought", "{reveal}|include|output|print .. chain of thought", "think|reason out|aloud loud?", "step of your reasoning", "=reasoning|=thinking section|tags|block|tag|step|steps|process", "explain .. how you arrived|reached|got|came", "any reasoning", "internal reasoning|thoughts|monologue|thinking", "thought process", "intermediate steps", "walk .. through .. reasoning|thinking|logic", "start|begin with .. reasoning|thinking", "work step by step in the answer", "narrate .. thinking|reasoning|what"},
			Denied:  phrases{"keep .. reasoning|thinking|thoughts .. private|hidden|internal|yourself", "reasoning|thinking|thoughts .. hidden|private|internal|silent|silently", "think|reason silently|privately|internally", "only the? final answer|result", "just the? final answer|result", "final answer only", "straight to the answer"},
			Example: "Show your reasoning.",
		}},
	}, dimension{
		Name:  "citation-place",
		About: "where sources stand",
		Values: []value{value{
			Name:    "inline",
			Is:      phrases{"inline citation|citations|reference|references|source|sources", "cite .. inline", "citations|citation .. inline", "sources|source inline", "in text citation", "inline in parentheses", "parenthetical citation", "within the text"},
			Example: "Cite sources inline.",
		}, value{
			Name:    "footnotes",
			Is:      phrases{"footnotes|endnotes|footnote", "as footnotes", "footnote citations"},
			Example: "Use footnotes for sources.",
		}, value{
			Name:    "end",
			Is:      phrases{"citation|source|reference|bibliography ... at|to the? very? end|bottom", "list|put|place|collect .. sources|citations|references .. end|bottom", "citations|sources|references section at the? end", "sources last"},
			Example: "List citations at the end.",
		}, value{
			Name:    "top",
			Is:      phrases{"citation|source|references ... at|to the? very? top|beginning|start", "sources|citations|references first|up-front", "citations|sources|references .. before .. body|answer|text"},
			Example: "List citations at the top.",
		}},
	}, dimension{
		Name:  "citation-style",
		About: "how citations look",
		Values: []value{value{
			Name:    "apa",
			Is:      phrases{"apa style|format|citation|7th", "in|use apa", "apa"},
			Example: "Use APA style.",
		}, value{
			Name:    "mla",
			Is:      phrases{"mla style|format|citation", "in|use mla", "mla"},
			Example: "Use MLA style.",
		}, value{
			Name:    "chicago",
			Is:      phrases{"chicago style|format|citation|manual"},
			Example: "Use Chicago style.",
		}, value{
			Name:    "ieee",
			Is:      phrases{"ieee style|format|citation|numbered"},
			Example: "Use IEEE style.",
		}, value{
			Name:    "harvard",
			Is:      phrases{"harvard style|format|citation|referencing"},
			Example: "Use Harvard style.",
		}, value{
			Name:    "vancouver",
			Is:      phrases{"vancouver style|format|citation"},
			Example: "Use Vancouver style.",
		}},
	}, dimension{
		Name:   "quoting",
		About:  "verbatim or paraphrased",
		Object: true,
		Values: []value{value{
			Name:    "verbatim",
			Is:      phrases{"quote .. verbatim|exactly|directly|word-for-word", "verbatim", "word for word", "exact wording|words", "quote the? .. policy|source|text|document|law|passage|article|terms|original", "direct quotes|quotations", "copy .. exactly|verbatim"},
			Example: "Quote the policy text verbatim.",
		}, value{
			Name:    "paraphrase",
			Is:      phrases{"paraphrase|paraphrased", "in your own words", "your own words", "reword|rephrase .. source|text|policy"},
			Example: "Always paraphrase.",
		}},
	}, dimension{
		Name:  "knowledge",
		About: "own knowledge or the sources given",
		Values: []value{value{
			Name:    "sources only",
			Is:      phrases{"use|rely|draw|using only|solely the? .. provided|given|supplied|attached|documents|context|sources|material|passages", "only .. from|use|using|on the? provided|given|supplied|retrieved|context|documents|sources|knowledge", "solely|exclusively on|from .. context|documents|sources|provided", "only .. information|facts|content .. in|from|provided|given|context", "based only|solely|exclusively|strictly on", "only use|rely .. context|documents|sources|provided|information", "rely only|solely|exclusively on .. documents|context|sources|provided", "knowledge .. not .. in the context|documents"},
			Denied:  phrases{"outside knowledge|information|sources", "own|general|prior|training|background|world|parametric knowledge", "from memory", "external knowledge|information|sources"},
			Example: "Answer only from the context.",
		}},
	}},
}, lexiconFile{
	Rule: "conflict/tone",
	Dimensions: []dimension{dimension{
		Name:   "formality",
		About:  "register",
		Hosted: true,
		Manner: true,
		Values: []value{value{
			Name:    "formal",
			Is:      phrases{"be|stay|remain|sound|write|speak|keep|always .. formal|formally|businesslike|professional", "formally", "professional|formal|polished|corporate|businesslike tone|register|language|voice|style|manner", "business language|english|register", "professionally worded", "like an? academic paper|journal|lawyer|contract"},
			Bans:    phrases{"element/slang"},
			Example: "Keep a formal register.",
		}, value{
			Name:    "casual",
			Is:      phrases{"casual|casually|informal|informally|chatty|laid-back|breezy|folksy|colloquial|colloquially", "like .. friend|mate|buddy|pal", "as if .. friend|mate|buddy", "=texting", "laid back", "conversational tone|style", "relaxed tone|style|register", "slang freely"},
			Example: "Write casually.",
		}},
	}, dimension{
		Name:   "warmth",
		About:  "how warm or neutral the tone is",
		Hosted: true,
		Manner: true,
		Values: []value{value{
			Name:    "warm",
			Is:      phrases{"be|stay|sound|remain|always|warm|keep .. warm|bubbly|enthusiastic|cheerful|upbeat|lively|playful|exuberant|excited|energetic|effusive|passionate|vivacious", "warm|cheerful|upbeat|playful|enthusiastic|bubbly|lively|energetic|expressive tone|voice|manner|style", "show|express|convey .. enthusiasm|excitement|emotion|warmth", "personal flair", "with enthusiasm|excitement|warmth|energy", "full of energy|enthusiasm|exclamation"},
			Example: "Be warm and enthusiastic.",
		}, value{
			Name:    "neutral",
			Is:      phrases{"neutral|unexpressive|unemotional|dispassionate|impersonal|clinical|deadpan|detached|emotionless|matter-of-fact .. tone|voice|style|manner", "be|stay|sound|remain .. neutral|unemotional|dispassionate|detached|clinical|impersonal|emotionless|deadpan", "extremely neutral", "matter of fact tone", "no emotion|enthusiasm|excitement", "flat tone", "neutral and factual", "emotionless|unemotional|dispassionate"},
			Example: "Keep a neutral, unexpressive tone.",
		}},
	}, dimension{
		Name:  "bluntness",
		About: "blunt or gentle criticism",
		Values: []value{value{
			Name:    "blunt",
			Is:      phrases{"blunt|bluntly|brutal|brutally|harsh|harshly|dismissive|merciless|ruthless|ruthlessly|scathing|unsparing|sarcastic|=mocking|rude|condescending|savage", "brutally honest", "tough love", "no sugarcoating", "pull no punches", "tear .. apart"},
			Example: "Be brutally blunt.",
		}, value{
			Name:    "gentle",
			Is:      phrases{"gentle|gently|tactful|tactfully|diplomatic|diplomatically|=encouraging|kindly|considerate|compassionate", "be|sound|stay|remain|always .. kind|empathetic", "soften .. criticism|feedback|blow|news|tone|message", "cushion .. criticism|feedback|news", "sugarcoat|sugar-coat", "sugar coat", "encourage the contributor|author|student|reader|user", "be encouraging|supportive|kind|respectful|courteous|polite", "polite and respectful", "constructive and kind", "feedback .. professional|constructive|kind"},
			Example: "Cushion criticism with praise.",
		}},
	}, dimension{
		Name:   "seriousness",
		About:  "serious or playful",
		Hosted: true,
		Manner: true,
		Values: []value{value{
			Name:    "serious",
			Is:      phrases{"serious|sober|solemn|earnest tone|voice|style|manner|register", "be|stay|remain|keep .. serious"},
			Bans:    phrases{"element/humour"},
			Example: "Keep a serious tone.",
		}, value{
			Name:    "playful",
			Is:      phrases{"light-hearted|lighthearted|humorous|funny|witty|jokey tone|voice|style|manner|register", "be|sound .. funny|humorous|witty", "crack jokes"},
			Needs:   phrases{"element/humour"},
			Example: "Be funny.",
		}},
	}, dimension{
		Name:   "verbosity",
		About:  "how much is said",
		Hosted: true,
		Manner: true,
		Values: []value{value{
			Name:    "brief",
			Is:      phrases{"be|stay|remain|keep|answer|respond|reply|write|very|extremely .. concise|brief|succinct|terse|short|laconic|minimal", "concisely|briefly|succinctly|tersely", "keep .. brief|short|concise|succinct", "as few words as", "as short|brief|concise as", "brevity|conciseness", "concise|brief|short|terse|succinct answer|response|reply|answers|responses|replies|style", "short and to the point", "bare minimum", "one liner|liners", "get to the point"},
			Denied:  phrases{"essay length", "long winded", "verbose|wordy|long-winded|rambling|lengthy"},
			Example: "Be concise.",
		}, value{
			Name:    "thorough",
			Is:      phrases{"in great|full|exhaustive|extensive|considerable|as much|more detail|depth", "in detail|depth", "be|very|as|extremely|answer|respond|explain .. thorough|detailed|comprehensive|exhaustive|elaborate|expansive|verbose", "at great|considerable? length", "at length", "detailed|comprehensive|thorough|exhaustive|lengthy|long|extensive answer|response|reply|answers|responses|replies|explanation|explanations", "leave nothing out", "every detail", "all the? details", "long form", "as long as possible", "as detailed as possible", "extensively|comprehensively|thoroughly explain|describe|answer|cover", "essay of"},
			Example: "Explain everything in detail.",
		}},
	}, dimension{
		Name:   "complexity",
		About:  "simple or learned language",
		Hosted: true,
		Manner: true,
		Values: []value{value{
			Name:    "simple",
			Is:      phrases{"plain|simple|everyday|easy language|english|words|terms|style|vocabulary", "simple plain", "plain and? simple", "layman|laymen|layperson terms", "eli5", "five year old", "5 year old", "for beginners", "jargon free", "non technical language|terms|words|audience", "non technical", "simple .. clear style", "easy to understand|read|follow", "child .. could", "# year old", "eighth|8th|sixth|6th grade"},
			Example: "Use plain language.",
		}, value{
			Name:    "learned",
			Is:      phrases{"academic style|prose|register|language|tone|writing", "like an academic paper|journal", "dense|sophisticated|advanced|scholarly|literary|ornate|elevated|flowery|grandiose language|vocabulary|prose|style|diction|tone", "like an? academic", "long subordinate clauses", "highly technical language|terms", "phd|doctoral|expert level|thesis|dissertation", "technical vocabulary|depth|detail", "erudite|scholarly"},
			Example: "Write like an academic paper.",
		}},
	}, dimension{
		Name:  "audience",
		About: "what the reader is taken to know",
		Values: []value{value{
			Name:    "novice",
			Is:      phrases{"teach .. as if .. don't|not know", "as if i|{user} not|never know", "assume .. no|little|zero prior|previous|technical|background? knowledge|experience", "assume .. beginner|novice|newcomer", "reader|{user} is|are a? .. beginner|beginners|novice|novices|new", "for|to a? .. beginner|beginners|novices|newcomers|laypeople|laypersons|child|children|kids|non-experts|novice", "no prior|previous knowledge|experience", "define every|each|all .. term", "explain every|each|all .. term|acronym|concept", "explain .. basics|fundamentals", "explaining it in plain", "assume .. knows nothing", "explain .. jargon"},
			Example: "Explain it as to a beginner.",
		}, value{
			Name:    "expert",
			Is:      phrases{"skip explanations of", "skip|omit .. basics|fundamentals|background|beginner", "assume .. expert|experts|senior|experienced|specialist|professional|proficiency|expertise|familiarity|fluent", "already know|knows|familiar", "reader|{user} is|are an? .. expert|experts|specialists|specialist|professional|professionals|engineers", "for experts|specialists|professionals|engineers", "not explain .. basics|terms|jargon|it|fundamentals", "freely .. don't explain", "expert audience|readers", "know|knows it well", "senior engineers|developers"},
			Example: "The reader is an expert; skip the basics.",
		}},
	}, dimension{
		Name:  "stance",
		About: "giving opinions",
		Rule:  "conflict/tone",
		Values: []value{value{
			Name:    "opinionated",
			Is:      phrases{"share|give|offer|state|express|voice|form|determine|provide|have|take your|own|concrete|strong|clear|an|a|personal ... opinion|opinions|view|views|stance|position|recommendation|side|judgement", "your own? personal? opinion|opinions|view|views|stance|recommendation", "personal|subjective opinion|opinions|recommendation|recommendations|comments|view|views", "take|pick sides|side|a stance|position", "be opinionated", "form or state an? opinion", "tell .. what you think", "say which .. prefer|better|best", "give the? {user} .. recommendation"},
			Example: "Share your opinion.",
		}, value{
			Name:    "impartial",
			Is:      phrases{"remain|stay|be|strictly .. neutral|impartial|objective|unbiased|even-handed|nonpartisan", "impartial|unbiased|even-handed", "stay out of politics", "no personal? opinion|opinions", "keep .. opinions to yourself"},
			Example: "Remain neutral; state no opinion.",
		}},
	}, dimension{
		Name:  "encouragement",
		About: "praise for the user",
		Values: []value{value{
			Name:    "praise",
			Is:      phrases{"praise|compliment|flatter|congratulate the? {user}", "praise .. effort|work|question|questions|idea", "positive reinforcement", "great question", "compliment .. on"},
			Example: "Praise the user's effort.",
		}},
	}},
}, lexiconFile{
	Rule: "conflict/tool",
	Dimensions: []dimension{dimension{
		Name:  "tool-parallel",
		About: "tool calls at once or in turn",
		Values: []value{value{
			Name:    "parallel",
			Is:      phrases{"tool|call|lookup|request|searches|them|operations .. in parallel|parallel|concurrently|simultaneously|batch|once|together", "parallel tool call|lookup|request", "parallelize .. call|tool", "several|multiple|many tool call .. same|one|single|per turn|time|step?", "batch .. tool call|lookup", "multiple tool at|in once|one", "in parallel", "simultaneous call"},
			Example: "Make tool calls in parallel.",
		}, value{
			Name:    "sequential",
			Is:      phrases{"one|single tool call? .. at a time|per|turn|once", "one|single .. call|tool .. at a time", "one at a time", "tools .. one by one", "tools call .. sequentially|one|serially|turn|sequence", "only one tool .. per|at|turn", "sequentially|serially", "no more than one tool", "at most .. one tool call"},
			Example: "Make one tool call at a time.",
		}},
	}, dimension{
		Name:  "tool-before-answer",
		About: "tools before answering from memory",
		Values: []value{value{
			Name:    "tool",
			Is:      phrases{"call|use|invoke|consult|run|query .. tool|search|database|docs|documentation|calculator|api .. before .. answering|answer|responding|replying|reply|respond", "search|look|check|consult|query .. before .. answering|answer|responding|reply|respond", "calculator .. for every|all|any|each", "use .. calculator", "always call|use|consult|search|query .. tool|web|database|knowledge|docs", "use .. tool for every|all|each|any", "look .. up", "verify .. with .. tool|search", "use the? .. tool|tools", "search the? web|internet|knowledge|docs|documentation|database", "browse the? web|internet", "web search", "internet search"},
			Example: "Always call a tool before answering.",
		}, value{
			Name:    "memory",
			Is:      phrases{"from memory", "without .. calling|using|consulting|running .. tool|search|searching|web", "in your head", "mentally|mental", "no tool", "tools .. disabled|off-limits|unavailable|forbidden", "without searching|looking|tool", "from .. own|general|existing knowledge", "by hand", "answer .. directly .. without"},
			Example: "Answer from memory without calling tools.",
		}},
	}, dimension{
		Name:  "tool-choice",
		About: "use of a named kind of tool",
		Values: []value{value{
			Name:     "web search",
			Is:       phrases{"search|browse|access the? web|internet|online", "web|internet search|browsing|access", "google|search .. online", "look .. online"},
			Excludes: phrases{},
			Example:  "Never search the web.",
		}, value{
			Name:     "calculator",
			Is:       phrases{"calculator"},
			Excludes: phrases{},
			Example:  "Use the calculator.",
		}, value{
			Name:     "code execution",
			Is:       phrases{"run|execute .. code|snippet|script", "code interpreter|execution", "python tool"},
			Excludes: phrases{},
			Example:  "Run the code.",
		}, value{
			Name:     "shell",
			Is:       phrases{"shell|terminal|bash command|commands", "run|execute commands", "command line"},
			Excludes: phrases{},
			Example:  "Do not run shell commands.",
		}},
	}},
}, lexiconFile{
	Units: map[string]string{
		"bullet":         "bullet bullets bulletpoints",
		"character":      "character characters chars",
		"citation":       "citation citations sources references footnotes",
		"column":         "column columns",
		"day":            "days",
		"decimal":        "decimal decimals",
		"emoji":          "emoji emojis",
		"example":        "example examples",
		"fact":           "fact facts",
		"hashtag":        "hashtag hashtags",
		"heading":        "headings headers subheadings",
		"hour":           "hour hours",
		"idea":           "idea ideas",
		"image":          "images",
		"insight":        "insights",
		"item":           "item items",
		"keyword":        "keyword keywords",
		"line":           "line lines",
		"link":           "links",
		"minute":         "minute minutes",
		"option":         "option options alternative alternatives choices",
		"page":           "page pages",
		"paragraph":      "paragraph paragraphs",
		"parameter":      "parameter parameters arguments",
		"point":          "points",
		"product":        "product products",
		"question":       "question questions",
		"quotation":      "quote quotes quotations",
		"reason":         "reasons",
		"recommendation": "recommendation recommendations suggestion suggestions",
		"result":         "results",
		"retry":          "retries attempts tries",
		"risk":           "risk risks",
		"row":            "rows",
		"second":         "second seconds",
		"section":        "section sections",
		"sentence":       "sentence sentences",
		"space":          "space spaces",
		"stanza":         "stanza stanzas",
		"step":           "steps",
		"takeaway":       "takeaway takeaways",
		"test":           "tests",
		"tip":            "tip tips",
		"title":          "titles headlines",
		"token":          "token tokens",
		"tool-call":      "call calls",
		"topic":          "topics",
		"word":           "word words",
	},
}, lexiconFile{
	Rule: "conflict/voice",
	Dimensions: []dimension{dimension{
		Name:   "person",
		About:  "the grammatical person",
		Hosted: true,
		Values: []value{value{
			Name:    "first",
			Is:      phrases{"first person", "1st person", "use i|we to refer", "first person voice|perspective|plural|singular"},
			Example: "Write in the first person.",
		}, value{
			Name:    "second",
			Is:      phrases{"second person", "2nd person"},
			Needs:   phrases{"address/address"},
			Example: "Write in second person.",
		}, value{
			Name:    "third",
			Is:      phrases{"third person", "3rd person"},
			Example: "Always write in third person.",
		}},
	}, dimension{
		Name:  "address",
		About: "addressing the reader",
		Values: []value{value{
			Name:    "address",
			Is:      phrases{"address the? {user} directly?", "speak|talk|write directly to the? {user}", "speak|talk to the? reader|audience .. =you", "speak|talk to the? reader directly", "address the? audience|reader directly?", "use you to address"},
			Example: "Address the reader directly as 'you'.",
		}},
	}, dimension{
		Name:  "self-reference",
		About: "speaking of oneself",
		Values: []value{value{
			Name:    "self",
			Is:      phrases{"refer|referring to yourself", "mention yourself", "talk about yourself", "introduce yourself", "sign .. with your name", "sign .. with .. name and role", "say your name", "state your name", "speak of yourself", "identify yourself", "use|using the word i", "your own name"},
			Example: "Do not refer to yourself.",
		}},
	}, dimension{
		Name:   "tense",
		About:  "the grammatical tense",
		Hosted: true,
		Values: []value{value{
			Name:    "past",
			Is:      phrases{"past tense"},
			Example: "Narrate in the past tense.",
		}, value{
			Name:    "present",
			Is:      phrases{"present tense"},
			Example: "Write in the present tense.",
		}, value{
			Name:    "future",
			Is:      phrases{"future tense"},
			Example: "Write in the future tense.",
		}},
	}, dimension{
		Name:   "voice",
		About:  "active or passive voice",
		Hosted: true,
		Values: []value{value{
			Name:    "active",
			Is:      phrases{"active voice|constructions|sentences|form", "the active"},
			Example: "Use the active voice.",
		}, value{
			Name:    "passive",
			Is:      phrases{"passive voice|constructions|sentences|form", "the passive"},
			Example: "Avoid the passive.",
		}},
	}, dimension{
		Name:   "mood",
		About:  "the mood of sentences",
		Hosted: true,
		Values: []value{value{
			Name:    "imperative",
			Is:      phrases{"imperative mood|form|voice", "the imperative", "are imperative"},
			Example: "Commit subjects are imperative.",
		}, value{
			Name:    "past",
			Is:      phrases{"past tense subject"},
			Example: "Past-tense subjects.",
		}},
	}, dimension{
		Name:   "casing",
		About:  "upper and lower case",
		Hosted: true,
		Values: []value{value{
			Name:    "lower",
			Is:      phrases{"lowercase|lower-case|lowercased", "lower case|cased", "small letters", "no capital letters", "all lowercase|lower"},
			Example: "Write everything in lowercase.",
		}, value{
			Name:    "upper",
			Is:      phrases{"uppercase|upper-case|uppercased", "upper case|cased", "all caps|capitals", "all capital letters", "capital letters", "block capitals", "capitals", "screaming case", "allcaps"},
			Example: "SQL keywords in uppercase.",
		}, value{
			Name:    "title",
			Is:      phrases{"title case|cased", "titlecase", "title capitalization"},
			Example: "Headings in Title Case.",
		}, value{
			Name:    "sentence",
			Is:      phrases{"sentence case|cased", "sentence capitalization"},
			Example: "Headings in sentence case.",
		}, value{
			Name:    "snake_case",
			Is:      phrases{"snake_case|snakecase", "snake case", "lowercase .. underscores"},
			Example: "Variables are named in snake_case.",
		}, value{
			Name:    "UPPER_SNAKE_CASE",
			Is:      phrases{"upper_snake_case|screaming_snake_case", "upper snake case", "screaming snake case"},
			Example: "Constants are UPPER_SNAKE_CASE.",
		}, value{
			Name:    "camelCase",
			Is:      phrases{"camelcase", "camel case|cased", "lower camel case", "lowercamelcase"},
			Example: "Use camelCase for variables.",
		}, value{
			Name:    "PascalCase",
			Is:      phrases{"pascalcase", "pascal case", "upper camel case", "uppercamelcase"},
			Example: "Use PascalCase for classes.",
		}, value{
			Name:    "kebab-case",
			Is:      phrases{"kebab case", "kebabcase", "dash case", "lowercase .. hyphens|hyphenated|dashes", "hyphenated", "separated by hyphens|dashes"},
			Example: "File names in kebab-case.",
		}, value{
			Name:    "hungarian",
			Is:      phrases{"hungarian notation"},
			Example: "Hungarian notation.",
		}},
	}},
}, lexiconFile{
	Rule: "conflict/action",
	Dimensions: []dimension{dimension{
		Name:  "commit",
		About: "committing the changes",
		Values: []value{value{
			Name:    "commit",
			Is:      phrases{"commit the|your|all|each|every|any|these|generated|finished .. change|code|test|work|file|codebase", "commit .. with .. message", "commit after|when|once|as|early|often", "^commit", "commit automatically|immediately|directly", "create|make a? .. commit|commits"},
			Denied:  phrases{"never|not commit", "leave|keep .. change|work|diff|everything|file uncommitted|unstaged", "leave .. for .. {user} to commit", "let .. {user} commit"},
			Example: "Commit the generated tests.",
		}},
	}, dimension{
		Name:  "push",
		About: "pushing",
		Values: []value{value{
			Name:    "push",
			Is:      phrases{"push|pushing to the? remote|origin|github|main|branch|upstream", "push .. change|commit|code|work|branch|result", "push automatically|immediately|after|when", "git push"},
			Denied:  phrases{"never|not push"},
			Example: "Never push.",
		}},
	}, dimension{
		Name:  "pull-request",
		About: "opening pull requests",
		Values: []value{value{
			Name:    "open",
			Is:      phrases{"open|create|raise|file|submit|make|edit .. pull|merge request|requests", "open|create|raise|file|submit|make .. pr|prs|mr|mrs"},
			Example: "Open a pull request when done.",
		}},
	}, dimension{
		Name:  "pr-comments",
		About: "commenting on pull requests",
		Values: []value{value{
			Name:    "comment",
			Is:      phrases{"comment|comments .. on|to the? pr|pull|mr|merge|issue", "review comments", "comment on .. pr|pull|mr|issue"},
			Example: "Do not leave comments on the PR.",
		}},
	}, dimension{
		Name:  "branch",
		About: "where work is committed",
		Values: []value{value{
			Name:    "feature branch",
			Is:      phrases{"to|on|in|into|using|use|create|new|own|separate|from .. feature|separate|topic|new|dedicated|short-lived branch|branches", "feature|topic branch|branches", "on a branch", "via a? pull request"},
			Example: "Commit changes to a feature branch.",
		}, value{
			Name:     "main",
			Is:       phrases{"commit|push|work|merge ... to|on|into|in the? main|master|trunk", "directly|straight to|on|into the? main|master|trunk", "trunk based", "commit .. main branch"},
			Excludes: phrases{"feature branch"},
			Example:  "Commit to main.",
		}},
	}, dimension{
		Name:  "merge",
		About: "merging one's own work",
		Values: []value{value{
			Name:    "merge",
			Is:      phrases{"merge to|into|in|with .. main|master|trunk|develop", "merge .. your|the|own|this|pr|work|branch|prs ...", "merge .. pull|merge request|requests", "self-merge", "merge .. yourself"},
			Example: "Never merge to main.",
		}},
	}, dimension{
		Name:  "amend",
		About: "amending or adding commits",
		Values: []value{value{
			Name:    "amend",
			Is:      phrases{"amend|amending"},
			Example: "Amend the commit.",
		}, value{
			Name:    "new",
			Is:      phrases{"create|make|add|use .. new|separate|additional|fresh|another|follow-up commit", "new commit|commits"},
			Example: "Create a new commit.",
		}},
	}, dimension{
		Name:  "history",
		About: "rebasing or merging",
		Values: []value{value{
			Name:    "rebase",
			Is:      phrases{"rebase|rebasing"},
			Example: "Rebase onto main.",
		}, value{
			Name:    "merge commit",
			Is:      phrases{"merge commit", "merge main into", "merge master into"},
			Example: "Use merge commits.",
		}},
	}, dimension{
		Name:  "squash",
		About: "squashing commits",
		Values: []value{value{
			Name:    "squash",
			Is:      phrases{"squash|squashing"},
			Example: "Squash commits.",
		}},
	}, dimension{
		Name:  "force-push",
		About: "force-pushing",
		Values: []value{value{
			Name:    "force-push",
			Is:      phrases{"force push|pushing|pushes", "force-push|force-pushing", "push .. force"},
			Example: "Never force-push.",
		}},
	}, dimension{
		Name:  "source-edit",
		About: "editing the files given",
		Values: []value{value{
			Name:    "edit",
			Is:      phrases{"edit|modify|change|update|alter|touch|overwrite ... source tree|file|original|original", "edit|modify|change .. in place", "edit|modify|change|rewrite|overwrite .. in place"},
			Denied:  phrases{"work on a copy", "read only", "leave .. source|files|originals .. untouched|unchanged|alone", "copy first"},
			Example: "Edit the files in place.",
		}},
	}, dimension{
		Name:  "todo",
		About: "leaving TODO comments",
		Values: []value{value{
			Name:    "todo",
			Is:      phrases{"todo|todos|fixme|fixmes", "todo comment|marker"},
			Example: "Leave no TODOs.",
		}},
	}, dimension{
		Name:  "dependencies",
		About: "adding dependencies",
		Values: []value{value{
			Name:    "add",
			Is:      phrases{"add|install|introduce|bring|pull .. dependency|dependencies|package|libraries|library", "new|third-party|external|additional dependency|dependencies|package|libraries", "third party libraries|dependencies|packages|library"},
			Example: "Do not add dependencies.",
		}},
	}, dimension{
		Name:  "tests-needed",
		About: "writing tests",
		Values: []value{value{
			Name:    "tests",
			Is:      phrases{"write|add|create|include .. unit? test", "write|add|create .. test coverage"},
			Example: "Write tests for new code.",
		}},
	}, dimension{
		Name:  "scope-users",
		About: "serving several users in one conversation",
		Values: []value{value{
			Name:    "one",
			Is:      phrases{"only .. one user per|in|at", "one user per conversation|session", "single user per", "other user|users account", "any other user|users|customer"},
			Denied:  phrases{"other user|users account", "any other user|users|customer"},
			Example: "Help one user per conversation.",
		}, value{
			Name:    "several",
			Is:      phrases{"accounts of several|multiple|many|different|other user|customer", "several|multiple|many|different user|customer"},
			Example: "Act on the accounts of several users.",
		}},
	}},
}}
