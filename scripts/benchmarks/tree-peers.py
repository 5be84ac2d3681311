"""Trains scikit-learn's forests and boosting on the rows it is given: one JSON line for each, fit on one core.
The seconds of boosting on histograms are the median of TIMES trainings.

   python3 tree-peers.py PROBLEM.csv TRAIN_ROWS TREES MIN_LEAF FEATURE_SHARE ROUNDS LEARNING_RATE MAX_LEAVES TIMES
"""
import json, os, sys, time
for name in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS'):
    os.environ[name] = '1'
import numpy as np
from sklearn.ensemble import GradientBoostingRegressor, HistGradientBoostingRegressor, RandomForestRegressor

data = np.loadtxt(sys.argv[1], delimiter=',')
rows, trees, leaf = int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
share, rounds, rate, leaves = float(sys.argv[5]), int(sys.argv[6]), float(sys.argv[7]), int(sys.argv[8])
times = int(sys.argv[9])
x, y = data[:, :-1], data[:, -1]
models = {
    'RandomForestRegressor': RandomForestRegressor(
        n_estimators=trees, min_samples_leaf=leaf, max_features=share, n_jobs=1, random_state=1),
    'HistGradientBoostingRegressor': HistGradientBoostingRegressor(
        max_iter=rounds, learning_rate=rate, max_leaf_nodes=leaves, min_samples_leaf=leaf, early_stopping=False, random_state=1),
}
if rows <= 1000:
    models['GradientBoostingRegressor'] = GradientBoostingRegressor(
        n_estimators=rounds, learning_rate=rate, max_leaf_nodes=leaves, min_samples_leaf=leaf, max_depth=None, random_state=1)
for name, model in models.items():
    seconds = []
    for _ in range(times if name == 'HistGradientBoostingRegressor' else 1):
        started = time.process_time()
        model.fit(x[:rows], y[:rows])
        seconds.append(time.process_time() - started)
    rmse = float(np.sqrt(np.mean((model.predict(x[rows:]) - y[rows:]) ** 2)))
    print(json.dumps({'name': name, 'rmse': rmse, 'seconds': float(np.median(seconds))}))
