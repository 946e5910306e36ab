"""Words that decide what a term is; lower case, singular where they are nouns.

The lists hold what abstracts use whatever they are about; a word that is missing costs a dull term.
"""

from __future__ import annotations

_FUNCTION = (
    "a about above across after against all almost along already also although always am among"
    " an and another any are around as at away be became because become been before being below"
    " between beyond both but by can cannot could did do does doing done down due during each"
    " either enough especially etc even ever every few for from further furthermore get gets"
    " given had has have having he hence her here high his how however i if in including indeed"
    " instead into is it its itself just least less let like likely made make makes making many"
    " may me meanwhile might more moreover most much must my near need needs neither nevertheless"
    " no nor not now of off often on once one ones only onto or other others otherwise our out"
    " over own per perhaps quite rather same several she should since so some still such than"
    " that the their them themselves then there thereby therefore these they this those though"
    " through throughout thus to together too toward towards two three four five six seven eight"
    " nine ten twelve under unless unlike until up upon us use used uses using very via was way"
    " ways we well were what when where whereas whether which while who whom whose why will with"
    " within without would yet you your al et eg ie eq vs cf i.e e.g it's don't can't let's first"
    " second third fourth fifth one's based aware free driven oriented despite leaving generating"
    " leaves fine grained whilst amongst thousand million billion hundred dozen half"
)
_VERBS = (
    "achieve achieved achieves achieving address addressed addresses addressing adopt adopted"
    " adopts aim aimed aims allow allowed allowing allows analyse analyze analyzed analyzes"
    " analyzing apply applied applies applying argue argues assess assessed assesses assessing"
    " become becomes bring brings build building builds built call called capture captured"
    " captures capturing choose combine combined combines combining compare compared compares"
    " comparing compute computes conduct conducted confirm confirmed confirms consider considered"
    " considering considers consist consists construct constructed contain containing contains"
    " contribute contributes create created creates creating define defined defines deliver"
    " delivers demonstrate demonstrated demonstrates demonstrating depend depends derive derived"
    " derives describe described describes design designed designs determine determined develop"
    " developed developing develops discover discuss discussed discusses employ employed employs"
    " enable enabled enables enabling encourage encourages enhance enhanced enhances enhancing"
    " ensure ensures ensuring establish established establishes estimate estimated estimates"
    " evaluate evaluated evaluates evaluating examine examined examines exceed exceeds exceeding"
    " exhibit exhibited exhibits exist existing exists expand expands explain explains exploit"
    " exploits explore explored explores exploring expose exposes extend extended extends"
    " extracted facilitate facilitates fail failed failing fails find finding findings finds"
    " focus focused focuses follow followed following follows form forms formulate formulated"
    " found gain gained gains generate generated generates give gives go going handle handles"
    " help helped helping helps highlight highlights hold holds identified identifies identify"
    " identifying illustrate implement implemented improve improved improves improving include"
    " included includes incorporate incorporated incorporates incorporating increase increased"
    " increases increasing indicate indicates induce induced induces infer integrate integrated"
    " integrates integrating introduce introduced introduces introducing investigate investigated"
    " investigates investigating involve involves keep keeps know known lack lacks lead leading"
    " leads learn learned learns leave leaves leverage leveraged leverages leveraging limit"
    " limited limiting limits look maintain maintaining maintains match matches mean means"
    " measure measured measures mitigate mitigates motivate motivated observe observed observes"
    " obtain obtained obtaining obtains occur occurs offer offering offers operate operates"
    " optimize optimizes outperform outperformed outperforming outperforms overcome perform"
    " performed performing performs play plays pose poses predict predicts present presented"
    " presenting presents preserve preserves preserving prevent prevents produce produced"
    " produces producing propose proposed proposes proposing prove proved proven proves provide"
    " provided provides providing pursue put raise raises range ranging reach reached reaches"
    " reaching reduce reduced reduces reducing refer refers relate related rely relies relying"
    " remain remained remaining remains remove removes replace replaces report reported reports"
    " represent represented represents require required requires requiring resolve resolved"
    " result resulted resulting results reveal revealed revealing reveals run runs see seen seek"
    " seeks select selected selects serve serves set sets shape shaped share shared shares shed"
    " show showed showing shown shows solve solved solves solving specify stem stems struggle"
    " struggles studied studies study studying suffer suffers suggest suggested suggesting"
    " suggests summarize support supported supports surpass surpasses surpassing take taken takes"
    " taking target targeted targets tend tends test tested think trained transform transforms"
    " treat treated treats turn turns understand understood unify update updates validate"
    " validated validates vary varied varies varying verify want work worked working works yield"
    " yielded yielding yields released release releasing publish published collected collect"
    " collects curated recognize encode encodes decode organize organizes adapt adapts assign"
    " assigns assume assumes assuming attempt attempts beat behave bound bridge bridges bridging"
    " broaden carry come comes comprise comprises comprising correspond corresponds corresponding"
    " cover covers covering decompose decomposes degrade degrades differ differs drive driven"
    " drives driving eliminate eliminates eliminating emerge emerged emerges emphasize exploiting"
    " falls fall fill guide guides guiding impose inspired isolate isolates launch matter matters"
    " modify monitor open opens operating pave paves process promote promotes quantify quantifies"
    " quantifying question recover recovers redefine rethink retain retains reuse scale scales"
    " separate separates span spans spanning start starts suppress synthesize translate trigger"
    " triggers undergo underscore underscores utilize utilized utilizes utilizing widen writing"
    " accounting account accounts acting acts adding add adds agree agrees aligns align appear"
    " appears arise arises attain attains attaining avoid avoids avoiding began begin begins"
    " believe benefits challenge clarify complement complements concerning connect connects"
    " constitute constitutes constrained converge converges cause causes caused detected detects"
    " detecting detect distinguish distinguishes dominate dominates dominated embed enforce"
    " enforces evolve evolves evolving exceeded excel excels expected expect filter fits fit"
    " inform informs injected inject inherit jointly lies lie link linked links located locate"
    " organized originate outlined overlook overlooked overlooks partition predicted prior"
    " prompted proving receive receives reflect reflects remedy render renders reproduce restrict"
    " restricted review reviewed reviews satisfy selecting simulate simulated stabilize"
    " stabilizes standing strengthen surveyed survey tackle tackles tackling tailor tailored"
    " tracing trace tracks undermine undermines unveil visited warrant answering executes execute"
    " detailing detail outputs separating"
)
_JUDGEMENTS = (
    "able absolute acceptable additional adequate advanced alternative ample appropriate"
    " available average baseline basic best better big bigger broad broader careful central"
    " certain challenging clear close closed closer coherent common comparable competitive"
    " complete complex comprehensive concrete considerable consistent conventional costly"
    " critical crucial current dedicated deeper desired detailed different difficult direct"
    " distinct diverse easier easy effective efficient emerging end entire equal essential"
    " excellent exciting expensive explicit extensive extreme fair false fast faster final fine"
    " flexible full fully fundamental future general good great greater growing hard harder heavy"
    " helpful higher highest holistic ideal immediate impactful implicit important impressive"
    " individual inherent initial insufficient intermediate intrinsic key large-scale larger"
    " largest last late later latest light lightweight little long longer lower lowest main major"
    " massive meaningful minimal minor modern moderate multiple naive narrow natural necessary"
    " new newly next nontrivial non-trivial notable novel numerous obvious old open original"
    " overall parallel partial particular past perfect plausible poor popular positive possible"
    " potential powerful practical precise present preliminary previous primary prime principal"
    " principled prior prominent promising proper pure quick quantitative qualitative rapid rare"
    " raw ready real real-world reasonable recent relative relevant reliable remarkable"
    " respective rich right rigorous robust rough scalable scarce seamless separate serious"
    " severe significant similar simple simpler single smaller smallest sole sophisticated"
    " special specific stable standard state-of-the-art static straightforward strong stronger"
    " strongest subsequent substantial subtle successful sufficient suitable superior systematic"
    " task-specific total traditional true typical ultimate unable unclear unexplored unified"
    " unique universal unknown unprecedented unseen up-to-date useful valid valuable various vast"
    " vital weak weaker whole wide wider widespread worse worst wrong young inefficient"
    " state-of-the-arts sota well-known so-called low-cost cost-effective high-quality"
    " high-performance plug-and-play end-to-end fine-grained coarse-grained in-depth on-the-fly"
    " user-friendly state-of-the open-source open-sourced publicly-available long-standing"
    " model-agnostic cutting-edge ground-breaking out-of-the-box one-size-fits-all trade-off"
    " tradeoff lower-level high-level low-level above-mentioned up-to wide-ranging far-reaching"
    " two-stage three-stage multi-stage two-step multi-step single-stage first-ever orthogonal"
    " upper equivalent"
)
_PAPER_WORDS = (
    "informed guided augmented conditioned agnostic aligned specialized centric inspired"
    " assisted enhanced induced like style invariant dependent sensitive grounded tuned small"
    " ability fixed downstream complementary progress alone core candidate supporting art grained"
    " check subset abstract acceptance advance advantage appendix approach article aspect author"
    " availability baseline basis behaviour benefit bottleneck breakthrough capability case"
    " challenge choice claim comparison component conclusion condition consequence consideration"
    " context contribution criterion dataset deployment detail development difference difficulty"
    " direction discussion drawback effect effectiveness effort evidence example experiment"
    " extent fact factor feasibility finding focus framework functionality gap github goal"
    " guidance guideline hand idea impact implementation implication importance improvement"
    " increase insight investigation issue key kind lack literature limitation line link lot"
    " magnitude majority manner manuscript material mechanism method methodology metric"
    " motivation name nature need notion novelty number objective observation one opportunity"
    " order outcome paper paradigm part percent percentage performance perspective phenomenon"
    " pipeline possibility potential practice practitioner presence principle procedure project"
    " promise property proposal purpose quality reason repository requirement research researcher"
    " result role scenario scheme scope section sense setting setup shortcoming significance site"
    " situation solution stage step strategy strength study subject success suite superiority"
    " table task technique term thing thesis topic trade type understanding url usage use utility"
    " validity variety view viability way website weakness work year years month day hour minute"
    " second time times today week decade https http www com org pdf page pages figure"
    " supplementary accuracy degree amount level gain decrease drop average mean relative"
    " gigabyte overhead"
)
# None of these is part of a term; they end one.
BREAKING = frozenset(f"{_FUNCTION} {_VERBS} {_JUDGEMENTS}".split())
# May stand inside a term, neither at its ends nor alone.
VAGUE = frozenset(_PAPER_WORDS.split())
# May begin or end a term, but say nothing alone.
GENERIC = frozenset(
    "adaptation agent ai algorithm alignment analysis application architecture artificial"
    " assessment assumption attention automated automatic automation behavior benchmark bias"
    " block boundary budget capacity change characteristic classification cluster complexity"
    " computation computational computer concept confidence configuration constraint construction"
    " content control coverage cross data database decision decoder deep dependency design"
    " detection distribution diversity document domain dynamic dynamics efficiency element"
    " embedding encoder engine entity environment error estimate estimation evaluation event"
    " evolution execution expert exploration expression extraction failure fairness feature"
    " feedback field fine-tuning flow form formulation function generalization generation"
    " generative global goal graph heterogeneous hierarchical hierarchy human hybrid"
    " identification identity image inference information infrastructure input instance"
    " instruction integration intelligence interaction interface interpretation intervention"
    " iteration iterative knowledge label language latency latent layer learning length limit"
    " linear llm local location logic loss machine management mapping mass matrix measurement"
    " memory message mode model modeling modelling modern module multi network neural node noise"
    " non object observation online operation operator optimal optimization organization output"
    " pair parameter parameterization path pattern perception phase physical physics planning"
    " platform policy population position post power pre precision prediction preference"
    " preprocessing pretraining priori prior probability processing production profile program"
    " prompt protocol query random range ratio reality reasoning reconstruction reference region"
    " regime relation relationship reliability representation response retrieval reward risk"
    " robustness rule safety sample sampling scalability scale science scientific scene search"
    " security selection self semantic semantics sensitivity sequence sequential series service"
    " shape shift signal simulation size software space spatial specification speed stability"
    " state statistical statistics stochastic stream structural structure structured style"
    " supervision support surface synthesis synthetic system target team technology temporal test"
    " testing textual theoretical theory threshold token topology trace track training trajectory"
    " transfer transformation transition tree trend tuning unit update validation variable"
    " variance variation vector verification video vision visual volume weight word workflow zero"
    " accurate multimodal multi-modal modality theorem property regularity parametric"
    " experimental numerical empirical accuracy energy line point high-dimensional long-term"
    " short-term low-dimensional real-time out-of-distribution consistency fidelity gradient"
    " layout controllable activity average density component effect emission formation"
    " high-resolution low-resolution light mean measure medium mechanism observed process"
    " resolution source spectrum star strength survey telescope temperature timescale velocity"
    " galaxy wavelength redshift evidence dimension dimensional three-dimensional two-dimensional"
    " 3d 2d 4d 1d person people student participant individual country public society social"
    " company industry interpretability intelligent dependence computing adaptive dynamical"
    " operational offline world foundation user code question problem reduction group"
    " classbackground uncertainty conditional contextual context-aware knowledge-intensive"
    " domain-specific".split()
)
# Second halves of words with a hyphen whose first half is often a stop word: high-mass, two-hop.
HALVES = frozenset("body hop level mass order resolution resource scale shot term".split())
# Say of a paper how it was made, not what it is about.
BOILERPLATE = frozenset(
    (
        "AI, API, AUC, AUROC, BLEU, CLIP, CPU, F1, F1 score, FID, GPT, GPU, IOU, MAE, MAP, MIOU, "
        "PR AUC, PSNR, RMSE, ROUGE, SSIM, acoustic oscillation, black box, case study, class "
        "imbalance, closed form, code base, computational complexity, computational cost, "
        "computational efficiency, computational overhead, computational resource, confidence "
        "interval, confidence level, data collection, data point, data set, data source, decision "
        "making, deep learning, deep learning model, deep neural network, design choice, domain "
        "expert, error bar, evaluation protocol, failure mode, gpt 4, gpt 5, ground truth, held "
        "out, high resolution, human annotator, human expert, inference cost, inference time, "
        "learning framework, long term, low resolution, lower bound, machine learning model, macro "
        "F1, model family, model parameter, model performance, model size, momentum transfer, "
        "neural network, open problem, open source, point function, power law, production rate, "
        "projected sensitivity, qwen2, qwen3, real time, sample size, sensitivity analysis, short "
        "term, smoking gun, source code, source model, test data, test set, three point, training "
        "cost, training data, training process, training set, two point, upper bound, upper limit, "
        "user study, wall clock"
    ).split(", ")
)
IRREGULAR_PLURALS = {
    "analyses": "analysis",
    "axes": "axis",
    "bases": "basis",
    "bias": "bias",
    "biases": "bias",
    "chaos": "chaos",
    "crises": "crisis",
    "criteria": "criterion",
    "data": "data",
    "dynamics": "dynamics",
    "gas": "gas",
    "gases": "gas",
    "hypotheses": "hypothesis",
    "indices": "index",
    "kinematics": "kinematics",
    "lens": "lens",
    "lenses": "lens",
    "losses": "loss",
    "mathematics": "mathematics",
    "matrices": "matrix",
    "news": "news",
    "phenomena": "phenomenon",
    "physics": "physics",
    "robotics": "robotics",
    "semantics": "semantics",
    "series": "series",
    "statistics": "statistics",
    "syntheses": "synthesis",
    "theses": "thesis",
    "vertices": "vertex",
    "viruses": "virus",
}
