"""Plain words that abstracts and people use for one another; each line is one group."""

from __future__ import annotations

_GROUPS = """
accuracy accurate precision precise correct correctly right
algorithm procedure scheme technique protocol routine
answer reply response respond
assess evaluate test benchmark measure judge examine gauge
benchmark testbed suite
big large huge
brain neural cortical
build construct create make assemble
cheap inexpensive light lightweight
clinical medical
collect gather assemble extract
combine join fuse merge unite mix integrate together
compare comparison
compute calculate computational
conductivity impedance
cost expense expensive costly price
data dataset record recording
decide decision choice choose choosing select selection pick
detect detection spot find identify recognise recognize discover discovery
difficult hard tough harder
disease illness disorder condition
distribution density
doctor physician clinician expert
easy simple plain straightforward
efficient efficiency
error mistake wrong deviation
estimate estimation infer inference
explain explanation account
extra additional further
fast quick rapid speed quickly
feature representation
fewer less reduce
galaxy galactic galaxies
generate generation generative produce synthesise synthesize create
goal objective target aim
graph network
group cluster
guarantee guaranteed certified
help benefit improve
human people person participant
image picture photo visual
language linguistic text word wording
learn train training learning
limit limitation limited
mass heavy
molecule molecular
network net
noise noisy
number numeral count numerical
observe observation see
optimise optimize optimization optimisation optimal
outcome result
parameter weight
part piece component
patient subject participant
period periodic periodically
phrase sentence
plan planning
predict prediction forecast
prior before
problem task question challenge
program code software
protein sequence
prove proof proven theorem provable
quality good
random stochastic
reach achieve attain
reason reasoning
recover restore reconstruct reconstruction restoration
region area
remove removing eliminate filter denoise denoising
reward incentive
sample sampling
scan imaging
search look
separate split divide disentangle deblend
shape form geometry
show reveal
signal
simulate simulation simulated mock synthetic artificial artificially
single lone
small tiny little
star stellar
step stage round phase
succeed success solve
transform transformation convert turn
tune tuning adjust
uncertain uncertainty vague
usual standard ordinary typical conventional
value worth
vary variation varied variable
video film clip movie
"""
GROUP_OF: dict[str, str] = {}
for _line in _GROUPS.strip().splitlines():
    _words = _line.split()
    for _word in _words:
        GROUP_OF.setdefault(_word, _words[0])
