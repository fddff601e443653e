using System.Runtime.InteropServices;
using Google.Protobuf;
using LlmRec.Onnx.Graphs.Format;

namespace LlmRec.Onnx.Graphs;

/// <summary>
/// Builds an ONNX graph in code (opset 17). Nodes stand in the order they are added, names are made from operators, so the
/// same calls give the same bytes.
/// </summary>
public sealed partial class GraphBuilder
{
    private const int IrVersion = 8;
    private const int Opset = 17;
    private const string StandardDomain = "";

    /// <summary>ONNX Runtime's own operators, which other runtimes don't know.</summary>
    private const string RuntimeDomain = "com.microsoft";

    private readonly GraphProto _graph;
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);

    /// <param name="name">The graph's name.</param>
    public GraphBuilder(string name) => _graph = new() { Name = name };

    /// <summary>Adds an input.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its element type.</param>
    /// <param name="dimensions">A number for a fixed dimension, a name for one that varies.</param>
    public GraphValue Input(string name, ElementType type, params ReadOnlySpan<object> dimensions)
    {
        var value = new GraphValue(Unique(name), type);
        _graph.Input.Add(Info(value, dimensions));
        return value;
    }

    /// <summary>Makes a value an output, under a name of its own.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The output's name.</param>
    /// <param name="dimensions">A number for a fixed dimension, a name for one that varies.</param>
    public void Output(GraphValue value, string name, params ReadOnlySpan<object> dimensions)
    {
        ArgumentNullException.ThrowIfNull(value);
        var output = new GraphValue(Unique(name), value.Type);
        _graph.Node.Add(new NodeProto { OpType = "Identity", Name = output.Name, Input = { value.Name }, Output = { output.Name } });
        _graph.Output.Add(Info(output, dimensions));
    }

    /// <summary>Adds floats that are part of the model.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="data">The numbers, row-major.</param>
    /// <param name="dimensions">The shape; none for a scalar.</param>
    public GraphValue Constant(string name, ReadOnlySpan<float> data, params ReadOnlySpan<long> dimensions) =>
        Constant(name, ElementType.Float, data, dimensions);

    /// <summary>Adds 16-bit floats that are part of the model.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="data">The numbers, row-major.</param>
    /// <param name="dimensions">The shape; none for a scalar.</param>
    public GraphValue Constant(string name, ReadOnlySpan<Half> data, params ReadOnlySpan<long> dimensions) =>
        Constant(name, ElementType.Float16, data, dimensions);

    /// <summary>Adds integers that are part of the model.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="data">The numbers, row-major.</param>
    /// <param name="dimensions">The shape; none for a scalar.</param>
    public GraphValue Constant(string name, ReadOnlySpan<long> data, params ReadOnlySpan<long> dimensions) =>
        Constant(name, ElementType.Int64, data, dimensions);

    /// <summary>Adds a node of any operator with one output.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="type">The output's element type.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="attributes">Its attributes: long, float, string, long[] or <see cref="ElementType"/>.</param>
    public GraphValue Op(string op, ElementType type, ReadOnlySpan<GraphValue> inputs, params ReadOnlySpan<(string Name, object Value)> attributes) =>
        Op(op, type, 1, inputs, attributes)[0];

    /// <summary>Adds a node of any operator with several outputs of one type.</summary>
    /// <inheritdoc cref="Op(string, ElementType, ReadOnlySpan{GraphValue}, ReadOnlySpan{ValueTuple{string, object}})"/>
    public GraphValue[] Op(string op, ElementType type, int outputs, ReadOnlySpan<GraphValue> inputs, params ReadOnlySpan<(string Name, object Value)> attributes) =>
        Node(StandardDomain, op, type, outputs, inputs, attributes);

    /// <summary>The finished model.</summary>
    public byte[] Build()
    {
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "LlmRec",
            OpsetImport = { new OperatorSetIdProto { Domain = StandardDomain, Version = Opset } },
            Graph = _graph,
        };
        if (_graph.Node.Any(n => n.Domain == RuntimeDomain))
        {
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = RuntimeDomain, Version = 1 });
        }

        return model.ToByteArray();
    }

    private GraphValue[] Node(
        string domain, string op, ElementType type, int outputs, ReadOnlySpan<GraphValue> inputs, ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var node = new NodeProto { OpType = op, Domain = domain, Name = Unique(op) };
        foreach (var input in inputs)
        {
            node.Input.Add(input.Name);
        }

        foreach (var (name, value) in attributes)
        {
            node.Attribute.Add(Attribute(op, name, value));
        }

        var values = new GraphValue[outputs];
        for (var i = 0; i < outputs; i++)
        {
            values[i] = new(Unique($"{node.Name}:{i}"), type);
            node.Output.Add(values[i].Name);
        }

        _graph.Node.Add(node);
        return values;
    }

    private GraphValue Constant<T>(string name, ElementType type, ReadOnlySpan<T> data, ReadOnlySpan<long> dimensions)
        where T : unmanaged
    {
        var size = 1L;
        foreach (var dimension in dimensions)
        {
            size *= dimension;
        }

        if (size != data.Length)
        {
            throw new GraphException($"The constant '{name}' has {data.Length} numbers for a shape of {size}.");
        }

        var value = new GraphValue(Unique(name), type);
        var tensor = new TensorProto { Name = value.Name, DataType = (int)type, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(data)) };
        tensor.Dims.AddRange(dimensions.ToArray());
        _graph.Initializer.Add(tensor);
        return value;
    }

    private string Unique(string name)
    {
        var count = _names[name] = _names.GetValueOrDefault(name) + 1;
        return count == 1 ? name : Unique($"{name}_{count}");
    }

    private static ValueInfoProto Info(GraphValue value, ReadOnlySpan<object> dimensions)
    {
        var shape = new TensorShapeProto();
        foreach (var dimension in dimensions)
        {
            shape.Dim.Add(dimension switch
            {
                int fixedSize => new TensorShapeProto.Types.Dimension { DimValue = fixedSize },
                string name => new TensorShapeProto.Types.Dimension { DimParam = name },
                _ => throw new GraphException($"'{value.Name}': a dimension is a whole number or a name, not {dimension}."),
            });
        }

        return new() { Name = value.Name, Type = new() { TensorType = new() { ElemType = (int)value.Type, Shape = shape } } };
    }

    private static AttributeProto Attribute(string op, string name, object value) => value switch
    {
        long i => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = i },
        int i => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = i },
        float f => new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = f },
        string s => new() { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(s) },
        ElementType t => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = (long)t },
        long[] list => new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { list } },
        _ => throw new GraphException($"{op}: the attribute '{name}' can't be a {value.GetType().Name}."),
    };
}
