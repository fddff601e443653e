using System.Numerics.Tensors;

namespace LlmRec.Language.Gguf;

/// <summary>
/// A GGUF file: metadata, and tensors that are read one at a time. The format is described in ggml's docs/gguf.md;
/// versions 2 and 3, little-endian. Every statement of the file about its own size is checked when it is opened.
/// </summary>
public sealed class GgufFile : IDisposable
{
    private const uint Magic = 0x46554747;
    private const int DefaultAlignment = 32;
    private const int MostMetadata = 100_000;
    private const int MostTensors = 100_000;

    private readonly FileStream _stream;
    private readonly Dictionary<string, object> _metadata = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GgufTensor> _tensors = new(StringComparer.Ordinal);

    private GgufFile(FileStream stream) => _stream = stream;

    /// <summary>Absolute path of the file.</summary>
    public string Path => _stream.Name;

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, GgufTensor> Tensors => _tensors;

    /// <summary>Opens a file and reads its head.</summary>
    /// <exception cref="GgufException">It is missing, no GGUF file, cut off, or states impossible sizes.</exception>
    public static GgufFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new GgufException($"There is no file {System.IO.Path.GetFullPath(path)}.");
        }

        GgufFile file;
        try
        {
            file = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GgufException($"{System.IO.Path.GetFullPath(path)} can't be opened: {e.Message}", e);
        }

        try
        {
            file.ReadHead();
            return file;
        }
        catch (Exception e) when (e is IOException or GgufException)
        {
            file.Dispose();
            throw new GgufException(
                $"{file.Path} is not a usable GGUF file: {(e is EndOfStreamException ? "it is cut off" : e.Message)}. Fetch it again, and compare its size and hash with what its source states.", e);
        }
    }

    /// <summary>A value of the metadata.</summary>
    /// <typeparam name="T"><see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, <see cref="string"/> or an array of objects.</typeparam>
    /// <exception cref="GgufException">It is missing or of another type.</exception>
    public T Get<T>(string key) => Find<T>(key, out var value)
        ? value
        : throw new GgufException($"{Path} does not state '{key}'. It is no complete model; fetch it again, or take another conversion of it.");

    /// <summary>A value of the metadata, or a default when it is not stated.</summary>
    /// <exception cref="GgufException">It is of another type.</exception>
    public T Get<T>(string key, T otherwise) => Find<T>(key, out var value) ? value : otherwise;

    /// <summary>Reads a tensor as floats, row by row.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="rows">Rows it must have; −1 for any number.</param>
    /// <param name="columns">Numbers it must have in a row.</param>
    /// <exception cref="GgufException">It is missing, of another shape, or holds what is no number.</exception>
    public float[] Read(string name, int rows, int columns)
    {
        if (!_tensors.TryGetValue(name, out var tensor))
        {
            throw new GgufException($"{Path} has no tensor '{name}'. It is no complete model of a known architecture.");
        }

        if ((rows >= 0 && tensor.Rows != rows) || tensor.Columns != columns)
        {
            throw new GgufException($"{Path}: '{name}' is {tensor.Rows} × {tensor.Columns} where its metadata asks for {(rows < 0 ? "any" : rows)} × {columns}.");
        }

        var bytes = new byte[tensor.Length];
        try
        {
            _stream.Position = tensor.Offset;
            _stream.ReadExactly(bytes);
        }
        catch (IOException e)
        {
            throw new GgufException($"{Path}: '{name}' can't be read: {e.Message}", e);
        }

        var numbers = new float[(long)tensor.Rows * tensor.Columns];
        Dequantiser.Read(tensor.Type, bytes, numbers);
        return float.IsFinite(TensorPrimitives.SumOfMagnitudes<float>(numbers))
            ? numbers
            : throw new GgufException($"{Path}: '{name}' holds weights that are infinite or no numbers: the file is damaged. Fetch it again.");
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private bool Find<T>(string key, out T value)
    {
        value = default!;
        if (!_metadata.TryGetValue(key, out var stored))
        {
            return false;
        }

        // A float may be written where a whole number would do, and the other way round.
        var converted = typeof(T) == typeof(double) && stored is long whole ? (double)whole : stored;
        value = converted is T typed ? typed : throw new GgufException($"{Path} states '{key}' as a {stored.GetType().Name}, not as a {typeof(T).Name}.");
        return true;
    }

    private void ReadHead()
    {
        var reader = new GgufReader(_stream);
        if (_stream.Length < 24 || reader.UInt32() != Magic)
        {
            throw new GgufException("it does not begin as one");
        }

        if (reader.UInt32() is not (2 or 3) and var version)
        {
            throw new GgufException($"it is of version {version}; versions 2 and 3 are read");
        }

        var tensors = reader.Count("tensors", 24);
        var metadata = reader.Count("metadata entries", 13);
        if (tensors > MostTensors || metadata > MostMetadata)
        {
            throw new GgufException($"it states {tensors:n0} tensors and {metadata:n0} metadata entries");
        }

        for (var i = 0; i < metadata; i++)
        {
            var key = reader.String();
            if (!_metadata.TryAdd(key, reader.Value()))
            {
                throw new GgufException($"it states '{key}' twice");
            }
        }

        ReadTensors(reader, tensors);
    }

    private void ReadTensors(GgufReader reader, int count)
    {
        var heads = new List<GgufTensor>(count);
        for (var i = 0; i < count; i++)
        {
            heads.Add(TensorHead(reader));
        }

        var alignment = _metadata.GetValueOrDefault("general.alignment") is long stated and > 0 and <= 1 << 20 ? stated : DefaultAlignment;
        var data = (reader.Position + alignment - 1) / alignment * alignment;
        foreach (var head in heads)
        {
            var tensor = head with { Offset = data + head.Offset };
            if (tensor.Offset < data || tensor.Offset > _stream.Length - tensor.Length)
            {
                throw new GgufException($"the tensor '{tensor.Name}' ends beyond the end of the file: the file is cut off");
            }

            if (!_tensors.TryAdd(tensor.Name, tensor))
            {
                throw new GgufException($"it holds the tensor '{tensor.Name}' twice");
            }
        }
    }

    private static GgufTensor TensorHead(GgufReader reader)
    {
        var name = reader.String();
        var dimensions = new ulong[reader.UInt32() is >= 1 and <= 4 and var rank ? rank : throw new GgufException($"the tensor '{name}' has an impossible number of dimensions")];
        for (var i = 0; i < dimensions.Length; i++)
        {
            dimensions[i] = reader.UInt64();
        }

        var type = (GgufType)reader.UInt32();
        var offset = reader.UInt64();
        var (numbers, bytes) = GgufTypes.BlockOf(type);
        var rows = 1UL;
        foreach (var dimension in dimensions.Skip(1))
        {
            rows = dimension is > 0 and <= int.MaxValue && rows <= int.MaxValue / dimension ? rows * dimension : throw Impossible(name);
        }

        var columns = dimensions[0];
        return columns is 0 or > int.MaxValue || columns % (ulong)numbers != 0 || offset > long.MaxValue / 2 || columns * rows > int.MaxValue
            ? throw Impossible(name)
            : new(name, type, (int)rows, (int)columns, (long)offset, (long)(columns * rows) / numbers * bytes);
    }

    private static GgufException Impossible(string name) => new($"the tensor '{name}' states an impossible size");
}
