"""The likelihood of a whole reading of a text, in which the spans that compete exclude one another.

A reading is a set of candidates that do not overlap, each with a kind; its probability is proportional to the exponential
of the sum of its scores. That is what the program maximises, so it is what the weights are fitted for: a conditional
random field over segments. Overlapping candidates form a component; each component is summed over by itself, all of
them side by side in arrays.
"""
import numpy as np
from scipy.optimize import minimize


class Contest:
    """The candidates of many texts: who excludes whom. `place` is (document, start, end) of each, in order."""

    def __init__(self, place):
        document, start, end = (np.array(column) for column in zip(*place))
        reach = np.maximum.accumulate(document * (end.max() + 1) + end)
        fresh = np.r_[True, document[1:] * (end.max() + 1) + start[1:] >= reach[:-1]]
        self.component = np.cumsum(fresh) - 1
        self.count = int(self.component[-1]) + 1
        self.first, self.last = self._points(start, end)
        self.points = int(self.last.max()) + 1
        self.by_last = self._groups(self.last)
        self.by_first = self._groups(self.first)

    def _points(self, start, end):
        """Start and end of each candidate as numbers of the points of its component, from 0."""
        place = np.r_[start, end]
        component = np.r_[self.component, self.component]
        order = np.lexsort((place, component))
        new = np.r_[True, component[order][1:] != component[order][:-1]]
        step = np.r_[False, place[order][1:] != place[order][:-1]] & ~new
        total = np.cumsum(step)
        begin = np.maximum.accumulate(np.where(new, total, 0))
        number = np.empty(len(place), int)
        number[order] = total - begin
        return number[:len(start)], number[len(start):]

    def _groups(self, point):
        """For each point the candidates there, in order of component, with where each component begins."""
        order = np.lexsort((self.component, point))
        groups = []
        for number in range(self.points):
            low, high = np.searchsorted(point[order], [number, number + 1])
            rows = order[low:high]
            begins = np.flatnonzero(np.r_[True, self.component[rows][1:] != self.component[rows][:-1]]) if len(rows) else []
            groups.append((rows, begins))
        return groups

    def marginals(self, scores):
        """The logarithm of the sum over all readings, and how likely each candidate is to be of each kind."""
        peak = scores.max(1)
        share = np.exp(scores - peak[:, None])
        whole = share.sum(1)
        total = peak + np.log(whole)
        left, right = np.zeros((2, self.points, self.count))
        for point in range(1, self.points):
            left[point] = left[point - 1]
            self._sum(self.by_last[point], left, point, self.first, total)
        for point in range(self.points - 2, -1, -1):
            right[point] = right[point + 1]
            self._sum(self.by_first[point], right, point, self.last, total)
        all_readings = left[-1]
        inside = left[self.first, self.component] + total + right[self.last, self.component]
        likely = np.exp(inside - all_readings[self.component])
        return all_readings.sum(), share * (likely / whole)[:, None]

    def _sum(self, group, side, point, beyond, total):
        rows, begins = group
        if len(rows):
            component = self.component[rows]
            added = np.logaddexp.reduceat(side[beyond[rows], component] + total[rows], begins)
            side[point, component[begins]] = np.logaddexp(side[point, component[begins]], added)

    def best(self, scores):
        """The rows of the best reading."""
        value = scores.max(1)
        sums, takes = np.zeros((self.points, self.count)), np.full((self.points, self.count), -1)
        for point in range(1, self.points):
            sums[point] = sums[point - 1]
            for row in self.by_last[point][0]:
                component = self.component[row]
                with_it = sums[self.first[row], component] + value[row]
                if with_it > sums[point, component]:
                    sums[point, component], takes[point, component] = with_it, row
        chosen = []
        for component in range(self.count):
            point = self.points - 1
            while point > 0:
                row = takes[point, component]
                if row >= 0:
                    chosen.append(int(row))
                point = self.first[row] if row >= 0 else point - 1
        return sorted(chosen)


def fit(contest, matrix, labels, given, strength, costs, start=None, rounds=150):
    """Weights of each column for each kind: the likelihood of the gold reading, less an L2 penalty.

    `labels` is 0 for no name, else the kind from 1; `given` are scores that are not fitted. `costs` is what missing a
    name and inventing one cost: a wrong reading must lose by as much.
    """
    truth = np.zeros((len(labels), 3))
    truth[labels > 0, labels[labels > 0] - 1] = 1
    offset = given + np.where(truth > 0, -costs[0], costs[1])
    transposed = matrix.T.tocsr()
    seen = transposed @ truth

    def loss(flat):
        weights = flat.reshape(-1, 3)
        scores = matrix @ weights + offset
        readings, likely = contest.marginals(scores)
        slope = strength * (transposed @ likely - seen) + weights
        return strength * (readings - (scores * truth).sum()) + 0.5 * (flat @ flat), slope.ravel()

    begin = np.zeros((matrix.shape[1], 3))
    if start is not None:
        begin[:len(start)] = start
    options = {"maxiter": rounds, "maxcor": 12, "ftol": 1e-6, "gtol": 1e-2}
    return minimize(loss, begin.ravel(), jac=True, method="L-BFGS-B", options=options).x.reshape(-1, 3)
